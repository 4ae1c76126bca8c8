import { useState } from "react";

import { useApi } from "@/api/context";

import { attach, detach, tryAgain } from "./attach";
import type { DraftFile } from "./files";

/** Files of a draft: adding, trying again, removing, and why some cannot be added. */
export function useAttachments(id: string) {
  const api = useApi();
  const [refused, setRefused] = useState<string[]>([]);
  return {
    refused,
    add: (files: File[]) => setRefused([...new Set(attach(api, id, files))]),
    again: (file: DraftFile) => tryAgain(api, id, file),
    remove: (file: DraftFile) => {
      detach(id, file);
      setRefused([]);
    },
  };
}
