import type { components } from "patchbay-client";

type Upload = components["schemas"]["Upload"];

/** The length is said by the browser itself, which lets no page do so. */
const FORBIDDEN = /^(content-length|host)$/i;

/** Puts a file where an upload may begin. `XMLHttpRequest`, as `fetch` does not tell how far it has come. */
export function putFile(upload: Upload, file: Blob, onProgress?: (share: number) => void, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const failed = () => reject(new Error("The upload broke off."));
    request.open(upload.upload_method, upload.upload_url);
    for (const [name, value] of Object.entries(upload.upload_headers)) {
      if (!FORBIDDEN.test(name)) request.setRequestHeader(name, value);
    }
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0);
    request.onload = () => (request.status < 300 ? resolve() : failed());
    request.onerror = failed;
    signal?.addEventListener("abort", () => request.abort());
    request.onabort = failed;
    request.send(file);
  });
}
