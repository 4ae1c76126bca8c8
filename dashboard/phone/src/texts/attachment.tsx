import clsx from "clsx";
import { FileDown } from "lucide-react";

import { sizeText } from "@/format/size";

import type { Media } from "../sim/types";

/** A picture, sound or file of a message. */
export function Attachment({ media: { content_type, path, size }, lost }: { media: Media; lost: boolean }) {
  const [family] = content_type.split("/");
  if (family === "image" && !content_type.includes("svg")) {
    return (
      <a href={path} target="_blank" rel="noreferrer" className={clsx("block overflow-hidden rounded-2xl border border-line", lost && "opacity-50")}>
        <img src={path} alt={`Picture, ${sizeText(size)}`} className="max-h-64 min-h-12 max-w-full bg-sunken object-contain" />
      </a>
    );
  }
  if (family === "audio") return <audio controls src={path} aria-label="Sound" className="max-w-full" />;
  if (family === "video") return <video controls src={path} aria-label="Video" className="max-h-64 max-w-full rounded-2xl" />;
  return (
    <a href={path} download className="inline-flex min-h-10 items-center gap-2 rounded-2xl border border-line bg-bubble px-3.5 underline-offset-2 hover:underline">
      <FileDown aria-hidden className="size-4" />
      {content_type}, {sizeText(size)}
    </a>
  );
}
