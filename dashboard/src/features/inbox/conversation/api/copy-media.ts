import type { Patchbay } from "patchbay-client";

import { taken } from "@/api/failure";
import type { Attachment, Message } from "@/api/types";

import { upload } from "../composer/api/upload";
import type { FileType } from "../composer/files";

/** Files of a message as another one can name them: links of ours do not last, so those files are uploaded once more. */
export async function copyMedia(api: Patchbay, messageId: string): Promise<string[]> {
  const { media } = await taken(api.GET("/api/messages/{id}", { params: { path: { id: messageId } } }));
  return Promise.all(media.map((file) => (file.status === "external" ? file.url : copied(api, file))));
}

async function copied(api: Patchbay, file: Attachment): Promise<string> {
  const kept = await fetch(file.url);
  if (!kept.ok) throw new Error("A file of the message is not there any more. Write the message anew.");
  return upload(api, { file: await kept.blob(), type: file.content_type as FileType });
}

export const hasFiles = ({ num_media }: Message) => num_media > 0;
