import { useState } from "react";

import { useToasts } from "@/ui/toast";

/** Saves a recording as a file. The link may have expired, so it is asked for anew where that can be. */
export function useDownload(url: string, name: string, renew: (() => Promise<string | null>) | undefined) {
  const toasts = useToasts();
  const [busy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    try {
      const fresh = (await renew?.()) ?? url;
      save(await read(fresh), name);
    } catch (error) {
      toasts.fail(error);
    } finally {
      setBusy(false);
    }
  };
  return { busy, start: () => void start() };
}

async function read(url: string): Promise<Blob> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error("The recording could not be downloaded. Try again.");
  return answer.blob();
}

function save(file: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `${name.replace(/[^\p{L}\p{N}+ -]/gu, "")}.${file.type.includes("wav") ? "wav" : "mp3"}`;
  link.click();
  URL.revokeObjectURL(link.href);
}
