import { useVirtualizer, type VirtualItem, type Virtualizer } from "@tanstack/react-virtual";
import { ArrowDown } from "lucide-react";
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";

import { Button } from "@/ui/button";
import { Spinner } from "@/ui/spinner";

import { Entry } from "./entry";
import { isPending } from "./pages";
import { countFresh, newestOf, type Row } from "./rows";

interface Older {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => unknown;
}

interface Props {
  rows: Row[];
  query: Older;
  firstNew: string | undefined;
  onBottom: (isSeen: boolean) => void;
}

/** As near as this to the bottom is at the bottom. */
const NEAR = 48;
const HEIGHTS = { message: 64, call: 128, voicemail: 180, note: 72, consent: 44 };

/** What changes its height above the view, such as one whose day begins earlier by now, moves nothing in view. */
function isAbove({ key, start, end }: VirtualItem, _delta: number, { scrollOffset, itemSizeCache }: Virtualizer<HTMLDivElement, Element>): boolean {
  return (itemSizeCache.has(key) ? end : start + 1) <= (scrollOffset ?? 0);
}

/** Rows that are seen, and no others; older pages come before they are reached, and nothing jumps. */
export function Scroller({ rows, query, firstNew, onBottom }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const [begun, setBegun] = useState(false);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => HEIGHTS[rows[index]?.entry.kind ?? "message"],
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 6,
    paddingEnd: 16,
    anchorTo: "end",
    scrollEndThreshold: NEAR,
  });
  virtual.shouldAdjustScrollPositionOnItemSizeChange = isAbove;
  const newest = newestOf(rows);
  /** Goes to the end; not so far that what is scheduled pushes a row out of view. */
  const goTo = (index: number) => {
    const start = virtual.measurementsCache[index]?.start ?? Infinity;
    if (index < 0 || virtual.getTotalSize() - start <= (virtual.scrollRect?.height ?? 0)) virtual.scrollToEnd();
    else virtual.scrollToIndex(index, { align: "end" });
  };
  const follow = useEffectEvent(() => goTo(newest));
  const show = useEffectEvent((own: string) => goTo(rows.findIndex(({ id }) => id === own)));
  useLayoutEffect(() => {
    if (begun) return;
    const at = rows.findIndex(({ id }) => id === firstNew);
    if (at < 0) follow();
    else virtual.scrollToIndex(at, { align: "start" });
    setBegun(true);
  }, [begun, rows, firstNew, virtual]);

  const shown = virtual.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  useEffect(() => {
    if (begun && first < 15 && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [begun, first, rows.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  const below = virtual.getTotalSize() - (virtual.measurementsCache[newest]?.end ?? virtual.getTotalSize());
  const isAtEnd = begun && virtual.isAtEnd(NEAR + below);
  // What is scheduled stays below what comes in, so that the newest is not always the last. Only who scrolls up leaves the end: less room, or
  // more rows, may be seen here before it is known why.
  const staysAtEnd = useRef(false);
  const top = useRef(0);
  const leave = (box: HTMLElement) => {
    const isUp = box.scrollTop < top.current;
    top.current = box.scrollTop;
    if (isUp && box.scrollHeight - box.clientHeight - box.scrollTop > NEAR + below) staysAtEnd.current = false;
  };
  const room = virtual.scrollRect?.height;
  useLayoutEffect(() => {
    if (staysAtEnd.current) follow();
  }, [rows.length, newest, room]);
  const tell = useEffectEvent(onBottom);
  useEffect(() => {
    if (isAtEnd) staysAtEnd.current = true;
    tell(isAtEnd);
  }, [isAtEnd]);
  const fresh = useFresh(rows, isAtEnd);
  const written = rows.findLast(({ entry }) => entry.kind === "message" && isPending(entry.message))?.id;
  useEffect(() => {
    if (written) show(written);
  }, [written]);
  return (
    <div className="relative flex min-h-0 flex-1 flex-col bg-app">
      <div ref={scroller} tabIndex={0} role="group" aria-label="What has happened" onScroll={({ currentTarget }) => leave(currentTarget)} className="flex min-h-0 flex-1 flex-col overflow-y-auto overscroll-contain [overflow-anchor:none]">
        <div role="list" className="relative mt-auto w-full shrink-0" style={{ height: virtual.getTotalSize() }}>
          {shown.map(({ index, key, start }) => (
            <div key={key} role="listitem" data-index={index} ref={virtual.measureElement} className="absolute inset-x-0 top-0 mx-auto max-w-4xl" style={{ transform: `translateY(${start}px)` }}>
              {rows[index] && <Entry row={rows[index]} />}
            </div>
          ))}
        </div>
      </div>
      {isFetchingNextPage && (
        <p className="pointer-events-none absolute inset-x-0 top-2 flex justify-center text-sm text-muted">
          <span className="rounded-full bg-surface px-3 py-1 shadow-float">
            <Spinner label="Loading what was before" />
          </span>
        </p>
      )}
      {isFetchNextPageError && (
        <p className="absolute inset-x-0 top-2 flex justify-center">
          <Button size="small" onClick={() => void fetchNextPage()}>
            What was before could not be read. Try again
          </Button>
        </p>
      )}
      {begun && !isAtEnd && (
        <Button size="small" look="plain" icon={<ArrowDown aria-hidden />} onClick={() => goTo(newest)} className="absolute end-4 bottom-4 min-h-10 rounded-full shadow-float">
          {fresh > 0 ? `${fresh} new` : "Latest"}
        </Button>
      )}
    </div>
  );
}

/** How many entries have come in since the bottom was seen. */
function useFresh(rows: Row[], isAtEnd: boolean): number {
  const last = rows[newestOf(rows)]?.id;
  const [seen, setSeen] = useState(last);
  if (isAtEnd && seen !== last) setSeen(last);
  return countFresh(rows, seen);
}
