import { Download, FileText } from "lucide-react";

import type { Attachment } from "@/api/types";
import { sizeText } from "@/format/size";

import { fileName } from "./kind";

/** A file that is neither shown nor played: what it is, how large, and where to get it. */
export function FileCard({ file }: { file: Attachment }) {
  return (
    <a
      href={file.url || undefined}
      download
      target="_blank"
      rel="noopener noreferrer"
      className="flex w-64 max-w-full items-center gap-3 rounded-xl border border-line bg-surface px-3 py-2 text-ink hover:bg-sunken"
    >
      <FileText aria-hidden className="size-6 shrink-0 text-muted" />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm font-medium">{fileName(file)}</span>
        {file.size !== null && <span className="block text-xs text-muted">{sizeText(file.size)}</span>}
      </span>
      <Download aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="sr-only">Download</span>
    </a>
  );
}
