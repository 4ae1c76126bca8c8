import { useCallback, useState } from "react";

import type { Message } from "@/api/types";

import type { PictureAt } from "./kind";

/** Which picture is shown large: by its message, so that it stays when others come in. */
export function useLightbox(pictures: PictureAt[]) {
  const [shown, setShown] = useState<{ id: string; index: number }>();
  const found = shown ? pictures.findIndex(({ message, index }) => message.message_id === shown.id && index === shown.index) : -1;
  const open = useCallback((message: Message, index: number) => setShown({ id: message.message_id, index }), []);
  const move = (at: number) => {
    const picture = pictures[at];
    if (picture) open(picture.message, picture.index);
  };
  return { at: found < 0 ? undefined : found, open, move, close: () => setShown(undefined) };
}
