import { useState } from "react";

import { useToasts } from "@/ui/toast";

import { MOST, type Picture, readPicture } from "./picture";

/** What is written on a phone and not sent yet. */
export function useDraft() {
  const [body, setBody] = useState("");
  const [pictures, setPictures] = useState<Picture[]>([]);
  const { fail } = useToasts();
  return {
    body,
    pictures,
    isEmpty: !body.trim() && pictures.length === 0,
    write: setBody,
    /** Adds files, from wherever they come. */
    take: (files: Iterable<File>) => {
      const reading = Promise.all([...files].map(readPicture));
      reading.then((read) => setPictures((chosen) => [...chosen, ...read].slice(0, MOST)), fail);
    },
    leaveOut: (id: number) => setPictures((chosen) => chosen.filter((one) => one.id !== id)),
    clear: () => {
      setBody("");
      setPictures([]);
    },
    /** What was refused is there again, unless something else was begun meanwhile. */
    restore: (text: { body: string; pictures: Picture[] }) => {
      setBody((written) => written || text.body);
      setPictures((chosen) => (chosen.length > 0 ? chosen : text.pictures));
    },
  };
}

export type Draft = ReturnType<typeof useDraft>;
