/** A file that is to be sent with a text. */
export interface Picture {
  id: number;
  name: string;
  content_type: string;
  base64: string;
}

/** Twilio takes no more of a text's files together. */
const LARGEST = 5_000_000;
/** And not more files. */
export const MOST = 10;

let last = 0;

/** Reads a file as the simulated Twilio takes it. */
export async function readPicture(file: File): Promise<Picture> {
  if (file.size > LARGEST) throw new Error(`${file.name} is larger than 5 MB.`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  last += 1;
  return { id: last, name: file.name, content_type: file.type || "application/octet-stream", base64: btoa(binary) };
}
