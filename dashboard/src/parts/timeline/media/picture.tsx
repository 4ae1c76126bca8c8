import clsx from "clsx";
import { ImageOff } from "lucide-react";
import { useRef, useState } from "react";

import { Skeleton } from "@/ui/skeleton";

interface Props {
  url: string;
  /** What it is, for who does not see it. */
  label: string;
  /** Whether it stands alone, and may be larger. */
  alone: boolean;
  onOpen: () => void;
  /** Asks for a new link. */
  renew: () => Promise<unknown>;
}

/** A small picture in a space of fixed size, so that nothing moves when it is there. */
export function Picture({ url, label, alone, onOpen, renew }: Props) {
  const [failed, setFailed] = useState<string>();
  const tried = useRef(false);
  const isBroken = failed !== undefined && failed === url;
  const onError = async () => {
    setFailed(url);
    if (tried.current) return;
    tried.current = true;
    await renew();
    // Links that are made in the same second are the same.
    setFailed(undefined);
  };
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={`${label}: show large`}
      className={clsx("relative block overflow-hidden rounded-xl border border-line bg-sunken", alone ? "h-48 w-64 max-w-full" : "size-32")}
    >
      {!url && <Skeleton className="size-full" />}
      {url && !isBroken && <img src={url} alt="" loading="lazy" decoding="async" onError={() => void onError()} className="size-full object-cover" />}
      {isBroken && (
        <span className="flex size-full flex-col items-center justify-center gap-1 text-xs text-muted">
          <ImageOff aria-hidden className="size-5" />
          This picture cannot be loaded
        </span>
      )}
    </button>
  );
}
