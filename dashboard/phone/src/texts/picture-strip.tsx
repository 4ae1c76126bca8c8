import { File, X } from "lucide-react";

import type { Picture } from "./picture";

/** The pictures that go with the text. */
export function PictureStrip({ pictures, onRemove }: { pictures: Picture[]; onRemove: (id: number) => void }) {
  return (
    <ul aria-label="Pictures to send" className="flex gap-2 overflow-x-auto py-1">
      {pictures.map(({ id, name, content_type, base64 }) => (
        <li key={id} className="relative shrink-0">
          {content_type.startsWith("image/") ? (
            <img src={`data:${content_type};base64,${base64}`} alt={name} className="size-16 rounded-xl border border-line object-cover" />
          ) : (
            <span className="flex size-16 flex-col items-center justify-center gap-1 rounded-xl border border-line text-xs text-muted">
              <File aria-hidden className="size-5" />
              <span className="max-w-14 truncate">{name}</span>
            </span>
          )}
          <button type="button" aria-label={`Leave out ${name}`} onClick={() => onRemove(id)} className="absolute -end-1 -top-1 rounded-full bg-ink p-1 text-app">
            <X aria-hidden className="size-3.5" />
          </button>
        </li>
      ))}
    </ul>
  );
}
