import type { Attachment, Message } from "@/api/types";
import { AudioPlayer } from "@/parts/audio-player";
import { Spinner } from "@/ui/spinner";

import { useMessageFiles } from "../api/message-links";
import { useTools } from "../tools";
import { FileCard } from "./file-card";
import { kindOf } from "./kind";
import { Picture } from "./picture";

/** The files of a message: pictures side by side, then what else there is. */
export function Files({ message }: { message: Message }) {
  const { files, renew } = useMessageFiles(message);
  const { name } = useTools();
  const whose = message.direction === "inbound" ? name : "you";
  const alone = files.length === 1;
  return (
    <div className="flex max-w-full flex-wrap items-start gap-1.5">
      {files.map((file, index) => (
        <File key={index} file={file} message={message} index={index} alone={alone} label={`${index + 1} of ${files.length} from ${whose}`} renew={renew} />
      ))}
    </div>
  );
}

interface Props {
  file: Attachment;
  message: Message;
  index: number;
  alone: boolean;
  label: string;
  renew: () => Promise<unknown>;
}

function File({ file, message, index, alone, label, renew }: Props) {
  const { openPicture } = useTools();
  const kind = kindOf(file);
  if (file.status === "pending") return <Waiting file={file} alone={alone} />;
  if (file.status === "failed") return <Lost why={file.failure} />;
  if (kind === "picture" && file.status === "stored") {
    return <Picture url={file.url} label={`Picture ${label}`} alone={alone} onOpen={() => openPicture(message, index)} renew={renew} />;
  }
  if (kind === "audio") return <div className="w-72 max-w-full"><AudioPlayer url={file.url || null} seconds={null} label={`Sound ${label}`} /></div>;
  if (kind === "video") {
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- what people send has none
    return <video src={file.url || undefined} controls preload="metadata" aria-label={`Video ${label}`} onError={() => void renew()} className="aspect-video w-72 max-w-full rounded-xl bg-sunken" />;
  }
  return <FileCard file={file} />;
}

/** It takes the space that it will need. */
function Waiting({ file, alone }: { file: Attachment; alone: boolean }) {
  const size = kindOf(file) !== "picture" ? "h-14 w-64" : alone ? "h-48 w-64" : "size-32";
  return (
    <p className={`flex max-w-full items-center justify-center gap-2 rounded-xl border border-line bg-sunken text-sm text-muted ${size}`}>
      <Spinner label="Arriving" />
    </p>
  );
}

const Lost = ({ why }: { why: string | null }) => (
  <p className="w-64 max-w-full rounded-xl border border-line bg-sunken px-3 py-2 text-sm text-danger">This file could not be kept. {why}</p>
);
