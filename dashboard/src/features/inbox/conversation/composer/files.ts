import { sizeText } from "@/format/size";

/** A file of a draft: on its way, uploaded, or failed. */
export interface DraftFile {
  id: string;
  name: string;
  type: FileType;
  size: number;
  /** Between 0 and 1, while it is on its way. */
  progress?: number | undefined;
  /** Once uploaded: what a message names it by, and until when that holds. */
  mediaUrl?: string | undefined;
  until?: number | undefined;
  failure?: string | undefined;
  /** A link to it in this page. */
  preview?: string | undefined;
}

const TYPES = [
  "application/pdf",
  "audio/amr",
  "audio/mp4",
  "audio/mpeg",
  "audio/ogg",
  "image/gif",
  "image/jpeg",
  "image/png",
  "image/webp",
  "text/calendar",
  "text/csv",
  "text/vcard",
  "video/3gpp",
  "video/mp4",
] as const;
export type FileType = (typeof TYPES)[number];

/** What browsers call some of them. */
const OTHER_NAMES: Record<string, FileType> = {
  "image/jpg": "image/jpeg",
  "text/x-vcard": "text/vcard",
  "audio/x-m4a": "audio/mp4",
  "audio/m4a": "audio/mp4",
  "audio/mp3": "audio/mpeg",
};

export const ACCEPTED = [...TYPES, ...Object.keys(OTHER_NAMES), ".vcf", ".ics"].join(",");
export const MOST_FILES = 10;
const MOST_TOGETHER = 5 * 1024 * 1024;
const MOST_OTHER = 500 * 1024;

export function typeOf({ type, name }: { type: string; name: string }): FileType | undefined {
  const plain = type.split(";")[0]?.trim().toLowerCase() ?? "";
  const byName = name.endsWith(".vcf") ? "text/vcard" : name.endsWith(".ics") ? "text/calendar" : undefined;
  return TYPES.find((known) => known === plain) ?? OTHER_NAMES[plain] ?? (plain ? undefined : byName);
}

export const isPicture = ({ type }: { type: string }) => type.startsWith("image/");

/** Why a file cannot go with a text, beside those that are there; nothing if it can. */
export function refusedFile(file: { name: string; type: string; size: number }, others: { size: number }[]): string | undefined {
  const type = typeOf(file);
  if (!type) return `${file.name}: this kind of file cannot be sent. Pictures, PDF, audio, video, contacts and calendars can.`;
  if (others.length >= MOST_FILES) return `${file.name}: a text takes ${MOST_FILES} files. Send another text with the rest.`;
  if (file.size === 0) return `${file.name} is empty.`;
  const most = /^image\/(gif|jpeg|png)$/.test(type) ? MOST_TOGETHER : MOST_OTHER;
  if (file.size > most) return `${file.name} has ${sizeText(file.size)}, and may have ${most === MOST_OTHER ? "500 kB" : "5 MB"}. Make it smaller.`;
  const together = others.reduce((sum, { size }) => sum + size, file.size);
  if (together > MOST_TOGETHER) return `${file.name}: all files of a text may have 5 MB together. Send another text with the rest.`;
  return undefined;
}
