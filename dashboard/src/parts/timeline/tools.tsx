import { createContext, type ReactNode, use } from "react";

import type { Channel, Message, Note } from "@/api/types";

/** What a page lets people do with entries, and from where it looks at them. */
export interface TimelineTools {
  /** The conversation that is looked at: entries of another number or channel are marked. */
  own?: { channel: Channel; number: string } | undefined;
  /** Whether several people write, so that each message says who. */
  isGroup?: boolean | undefined;
  /** The name of a person on the other side. */
  name: string;
  /** Sends a message that has failed once more. */
  retry?: ((message: Message) => void) | undefined;
  /** Messages that were sent once more. */
  tried?: ReadonlySet<string> | undefined;
  /** What can be done about a message that waits for its time. */
  scheduled?: ((message: Message) => ReactNode) | undefined;
  /** What can be done about a note. */
  note?: ((note: Note) => ReactNode) | undefined;
  /** Shows a picture large. */
  openPicture: (message: Message, index: number) => void;
}

export const TimelineToolsContext = createContext<TimelineTools>({ name: "", openPicture: () => undefined });

export const useTools = (): TimelineTools => use(TimelineToolsContext);
