import type { components, Patchbay } from "patchbay-client";

import { taken } from "@/api/failure";
import type { Attachment, Message } from "@/api/types";

/** Files of a message as another one can name them: links of ours do not last, so those files are uploaded once more. */
export async function copyMedia(api: Patchbay, messageId: string): Promise<string[]> {
  const { media } = await taken(api.GET("/api/messages/{id}", { params: { path: { id: messageId } } }));
  return Promise.all(media.map((file) => (file.status === "external" ? file.url : copied(api, file))));
}

type UploadType = components["schemas"]["NewUpload"]["content_type"];

async function copied(api: Patchbay, file: Attachment): Promise<string> {
  const kept = await fetch(file.url);
  if (!kept.ok) throw new Error("A file of the message is not there any more. Write the message anew.");
  const data = await kept.blob();
  const wish = { content_type: file.content_type as UploadType, size: data.size };
  const { upload_url, upload_headers, media_url } = await taken(api.POST("/api/media", { body: wish }));
  const answer = await fetch(upload_url, { method: "PUT", headers: upload_headers, body: data });
  if (!answer.ok) throw new Error("A file could not be sent. Try again.");
  return media_url;
}

export const hasFiles = ({ num_media }: Message) => num_media > 0;
