import type { Patchbay } from "patchbay-client";

import { taken } from "@/api/failure";

import type { FileType } from "../files";
import { putFile } from "./put-file";

interface Wanted {
  file: Blob;
  type: FileType;
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/** Uploads a file, and answers what a message names it by. */
export async function upload(api: Patchbay, { file, type, onProgress, signal }: Wanted): Promise<string> {
  const asked = await taken(api.POST("/api/media", { body: { content_type: type, size: file.size }, signal }));
  await putFile(asked, file, onProgress, signal);
  return asked.media_url;
}
