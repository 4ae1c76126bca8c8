import { Tooltip as Radix } from "radix-ui";
import { createContext, type FocusEvent, type ReactNode, type RefObject, use } from "react";

export const TooltipProvider = Radix.Provider;

/** Inside of what tooltips are shown: a dialog covers all that is outside of it. */
export const TooltipPlace = createContext<RefObject<HTMLElement | null> | undefined>(undefined);

/** Says on hover and focus what something is. It repeats or adds, it never is the only place of an information. */
export function Tooltip({ text, children }: { text: string; children: ReactNode }) {
  const place = use(TooltipPlace);
  return (
    <Radix.Root>
      <Radix.Trigger asChild onFocus={onlyByKey}>
        {children}
      </Radix.Trigger>
      <Radix.Portal container={place?.current}>
        <Radix.Content
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-72 rounded-md bg-ink px-2 py-1 text-xs text-app shadow-float"
        >
          {text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** What is given focus by the page, not by a key, is not what somebody asks about. */
function onlyByKey(event: FocusEvent<HTMLElement>) {
  if (!event.currentTarget.matches(":focus-visible")) event.preventDefault();
}
