import type { Attachment, Message } from "@/api/types";

export type FileKind = "picture" | "audio" | "video" | "file";

/** What every browser shows. */
const PICTURES = /^image\/(png|jpe?g|gif|webp|avif)$/;

export function kindOf({ content_type }: Pick<Attachment, "content_type">): FileKind {
  if (PICTURES.test(content_type)) return "picture";
  if (/^audio\/(?!amr)/.test(content_type)) return "audio";
  if (/^video\/(mp4|webm|quicktime|3gpp)/.test(content_type)) return "video";
  return "file";
}

/** A picture of a message, by its place among the files. */
export interface PictureAt {
  message: Message;
  index: number;
}

/** Pictures of a message that can be looked at. */
export const picturesOf = (message: Message): PictureAt[] =>
  message.media.flatMap((file, index) => (kindOf(file) === "picture" && file.status === "stored" ? [{ message, index }] : []));

/** What a file is called: by its type, as there is no name. */
export function fileName({ content_type }: Pick<Attachment, "content_type">): string {
  const [kind = "", name = ""] = content_type.split(";")[0]?.split("/") ?? [];
  if (content_type === "application/pdf") return "PDF";
  if (name.endsWith("vcard")) return "Contact card";
  if (kind === "image") return `Picture (${name})`;
  if (kind === "audio") return `Sound (${name})`;
  if (kind === "video") return `Video (${name})`;
  if (kind === "text") return "Text file";
  return content_type ? `File (${name})` : "File";
}
