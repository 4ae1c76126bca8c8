import { useMemo } from "react";

import type { List } from "@/api/lists";
import type { TimelineEntry } from "@/api/types";
import { Button } from "@/ui/button";
import { Empty } from "@/ui/empty";

import { picturesOf } from "./media/kind";
import { Lightbox } from "./media/lightbox";
import { useLightbox } from "./media/use-lightbox";
import { rowsOf } from "./rows";
import { Scroller } from "./scroller";
import { TimelineSkeleton } from "./skeleton";
import { type TimelineTools, TimelineToolsContext } from "./tools";

interface Props {
  list: List<TimelineEntry>;
  tools: Omit<TimelineTools, "openPicture">;
  /** The first entry that nobody has read: the timeline begins there. */
  firstNew: string | undefined;
  /** What stands where nothing has happened. */
  empty: string;
  /** Whether the newest entry is seen. */
  onBottom: (isSeen: boolean) => void;
}

/** All that has happened with somebody, the newest at the bottom. */
export function Timeline({ list: { items, query }, tools, firstNew, empty, onBottom }: Props) {
  const rows = useMemo(() => rowsOf(items, firstNew), [items, firstNew]);
  const pictures = useMemo(
    () => rows.flatMap(({ entry }) => (entry.kind === "message" && entry.message.num_media > 0 ? picturesOf(entry.message) : [])),
    [rows],
  );
  const box = useLightbox(pictures);
  const { own, isGroup, name, retry, tried, scheduled, note } = tools;
  const openPicture = box.open;
  const all = useMemo(() => ({ own, isGroup, name, retry, tried, scheduled, note, openPicture }), [own, isGroup, name, retry, tried, scheduled, note, openPicture]);

  if (query.isPending) return <TimelineSkeleton />;
  if (query.isError && rows.length === 0) {
    return (
      <Empty title="This could not be read">
        <p className="mb-3">{query.error.message}</p>
        <Button onClick={() => void query.refetch()}>Try again</Button>
      </Empty>
    );
  }
  if (rows.length === 0) return <p className="flex flex-1 items-end justify-center bg-app p-6 text-sm text-muted">{empty}</p>;
  return (
    <TimelineToolsContext value={all}>
      <Scroller rows={rows} query={query} firstNew={firstNew} onBottom={onBottom} />
      {box.at !== undefined && <Lightbox pictures={pictures} at={box.at} onMove={box.move} onClose={box.close} />}
    </TimelineToolsContext>
  );
}
