import { ChevronLeft, ChevronRight, Download, X } from "lucide-react";
import { type KeyboardEvent, useLayoutEffect, useRef } from "react";

import { IconButton } from "@/ui/icon-button";
import { Spinner } from "@/ui/spinner";

import { useMessageFiles } from "../api/message-links";
import type { PictureAt } from "./kind";

interface Props {
  pictures: PictureAt[];
  /** Which of them is looked at. */
  at: number;
  onMove: (at: number) => void;
  onClose: () => void;
}

/** A picture as large as the window has room; arrows show the one before and the next. */
export function Lightbox({ pictures, at, onMove, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const shown = pictures[at];
  // Closed before it is gone, so that focus goes back to where it came from.
  useLayoutEffect(() => {
    const box = dialog.current;
    box?.showModal();
    return () => box?.close();
  }, []);
  const move = (step: number) => pictures[at + step] && onMove(at + step);
  const onKeyDown = (event: KeyboardEvent) => {
    const ahead = document.dir === "rtl" ? -1 : 1;
    if (event.key === "ArrowRight") move(ahead);
    else if (event.key === "ArrowLeft") move(-ahead);
    else if (event.key === "Escape") onClose();
  };
  return (
    <dialog
      ref={dialog}
      aria-label={`Picture ${at + 1} of ${pictures.length}`}
      onCancel={(event) => event.preventDefault()}
      onKeyDown={onKeyDown}
      onClick={(event) => event.target === dialog.current && onClose()}
      className="m-0 h-dvh max-h-none w-screen max-w-none bg-surface p-0 text-ink backdrop:bg-veil"
    >
      <div className="flex h-full flex-col">
        <header className="flex items-center gap-2 px-4 py-2">
          <p aria-live="polite" className="me-auto text-sm text-muted">
            Picture {at + 1} of {pictures.length}
          </p>
          {shown && <Save {...shown} />}
          <IconButton label="Close" onClick={onClose}>
            <X aria-hidden />
          </IconButton>
        </header>
        <div className="flex min-h-0 flex-1 items-center gap-2 px-2 pb-4">
          <IconButton label="Before" onClick={() => move(-1)} disabled={at === 0}>
            <ChevronLeft aria-hidden className="rtl:-scale-x-100" />
          </IconButton>
          <div className="flex h-full min-w-0 flex-1 items-center justify-center">{shown && <Large key={at} {...shown} place={`${at + 1} of ${pictures.length}`} />}</div>
          <IconButton label="Next" onClick={() => move(1)} disabled={at === pictures.length - 1}>
            <ChevronRight aria-hidden className="rtl:-scale-x-100" />
          </IconButton>
        </div>
      </div>
    </dialog>
  );
}

function Large({ message, index, place }: PictureAt & { place: string }) {
  const { files, renew } = useMessageFiles(message);
  const url = files[index]?.url;
  if (!url) return <Spinner label="Loading" />;
  return <img src={url} alt={message.body || `Picture ${place}`} onError={() => void renew()} className="max-h-full max-w-full object-contain" />;
}

function Save({ message, index }: PictureAt) {
  const { files } = useMessageFiles(message);
  return (
    <a href={files[index]?.url} download target="_blank" rel="noopener noreferrer" className="inline-flex min-h-10 items-center gap-2 rounded-lg px-3 text-sm hover:bg-sunken">
      <Download aria-hidden className="size-4" />
      Open the file
    </a>
  );
}
