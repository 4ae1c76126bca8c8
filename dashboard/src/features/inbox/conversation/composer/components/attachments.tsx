import { File, RotateCw, X } from "lucide-react";

import { sizeText } from "@/format/size";
import { IconButton } from "@/ui/icon-button";

import { type DraftFile, isPicture } from "../files";

interface Props {
  files: DraftFile[];
  onRemove: (file: DraftFile) => void;
  onAgain: (file: DraftFile) => void;
}

/** The files that go with a text. */
export function Attachments({ files, onRemove, onAgain }: Props) {
  if (files.length === 0) return null;
  return (
    <ul aria-label="Files" className="flex flex-wrap gap-2 px-3 pt-3">
      {files.map((file) => (
        <li key={file.id} className="flex max-w-64 items-center gap-2 rounded-lg border border-line bg-surface p-1 text-ink">
          <Thumbnail file={file} />
          <div className="min-w-0 flex-1">
            <p className="truncate text-sm font-medium">{file.name}</p>
            <State file={file} />
          </div>
          {file.failure && (
            <IconButton label={`Try ${file.name} again`} onClick={() => onAgain(file)}>
              <RotateCw aria-hidden />
            </IconButton>
          )}
          <IconButton label={`Remove ${file.name}`} onClick={() => onRemove(file)}>
            <X aria-hidden />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}

function Thumbnail({ file }: { file: DraftFile }) {
  if (isPicture(file) && file.preview) return <img src={file.preview} alt="" className="size-10 shrink-0 rounded-md object-cover" />;
  return (
    <span className="flex size-10 shrink-0 items-center justify-center rounded-md bg-sunken text-muted">
      <File aria-hidden className="size-5" />
    </span>
  );
}

function State({ file }: { file: DraftFile }) {
  if (file.failure) {
    return (
      <p role="alert" className="text-xs text-danger">
        {file.failure}
      </p>
    );
  }
  if (file.mediaUrl) return <p className="text-xs text-muted">{sizeText(file.size)}</p>;
  return <progress aria-label={`${file.name} is uploaded`} value={file.progress ?? 0} max={1} className="block h-1.5 w-full accent-accent" />;
}
