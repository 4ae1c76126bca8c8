import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from "react";

import { IconButton } from "./icon-button";
import { TooltipPlace } from "./tooltip";

interface Props {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
  /** Buttons, the one that does it last. */
  footer?: ReactNode;
  /** Cannot be left without an answer. */
  firm?: boolean;
}

/** A modal dialog: the browser's own, which keeps focus inside, ends with Escape, and gives focus back. */
export function Dialog({ title, open, onClose, children, footer, firm }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const pressed = useRef<EventTarget>(null);
  const heading = useId();
  useEffect(() => {
    if (!open) return dialog.current?.close();
    dialog.current?.showModal();
    // The browser would begin with the button that closes it.
    const first = dialog.current?.querySelector<HTMLElement>("input, textarea, select") ?? dialog.current?.querySelector("h2");
    first?.focus();
  }, [open]);
  // Closed before it is gone, so that focus goes back to where it came from.
  useLayoutEffect(() => {
    const shown = dialog.current;
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      // Comes alone where nothing inside has focus any more; files that were not chosen have one as well.
      onCancel={(event) => {
        if (event.target !== dialog.current) return;
        event.preventDefault();
        if (!firm) onClose();
      }}
      // A tooltip inside, which is shown by focus, keeps Escape from becoming a `cancel`.
      onKeyDown={(event) => event.key === "Escape" && !firm && onClose()}
      // A press that ends outside of what it began on is a click of both their parent.
      onPointerDown={(event) => (pressed.current = event.target)}
      onClick={(event) => event.target === dialog.current && pressed.current === dialog.current && !firm && onClose()}
      className="m-auto w-[min(34rem,calc(100vw-2rem))] rounded-2xl border border-line bg-surface p-0 text-start text-base font-normal text-ink shadow-float backdrop:bg-veil"
    >
      {open && (
        <TooltipPlace value={dialog}>
          <div className="flex max-h-[calc(100dvh-4rem)] flex-col">
            <header className="flex items-center justify-between gap-4 px-5 pt-4 pb-2">
              <h2 id={heading} tabIndex={-1} className="text-lg font-semibold outline-none">
                {title}
              </h2>
              {!firm && (
                <IconButton label="Close" onClick={onClose}>
                  <X aria-hidden />
                </IconButton>
              )}
            </header>
            <div className="overflow-y-auto px-5 pb-5">{children}</div>
            {footer && <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-4">{footer}</footer>}
          </div>
        </TooltipPlace>
      )}
    </dialog>
  );
}
