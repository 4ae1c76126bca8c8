import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, type ReactNode, useDeferredValue, useEffect, useRef } from "react";

import type { List } from "@/api/lists";
import { Button } from "@/ui/button";
import { Empty } from "@/ui/empty";
import { SkeletonRows } from "@/ui/skeleton";
import { Spinner } from "@/ui/spinner";

interface Props<T> {
  list: List<T>;
  /** What the list is, for screen readers. */
  label: string;
  /** Height of a row in pixels, before it is measured. */
  rowHeight: number;
  idOf: (item: T) => string;
  row: (item: T, index: number) => ReactNode;
  /** Shown where there is nothing. */
  empty: ReactNode;
  /** The row to have in view, such as the one that keys have moved to. */
  current?: number;
}

/** A list of any length: rows that are seen are there, pages are read as one gets near their end. */
export function VirtualList<T>({ list: { items, query }, label, rowHeight, idOf, row, empty, current }: Props<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => (items[index] ? idOf(items[index]) : index),
    overscan: 8,
    // Until it is measured. Without it the first rows would wait for that, and come all at once.
    initialRect: { width: innerWidth, height: innerHeight },
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isFetchNextPageError } = query;
  useEffect(() => {
    if (last >= items.length - 10 && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [last, items.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);
  useEffect(() => {
    if (current !== undefined && current >= 0) rows.scrollToIndex(current, { align: "auto" });
  }, [current, rows]);

  // The first rows are many at once: drawn with breaks, in which a slow phone does other things.
  const isReady = useDeferredValue(!query.isPending, false);
  if (query.isPending || !isReady) return <SkeletonRows />;
  if (query.isError && items.length === 0) return <Failed error={query.error} onAgain={() => void query.refetch()} />;
  if (items.length === 0) return empty;
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto overscroll-contain" tabIndex={-1}>
      <ul aria-label={label} className="relative" style={{ height: rows.getTotalSize() }}>
        {shown.map(({ index, key, start }) => (
          <li
            key={key}
            data-index={index}
            ref={rows.measureElement}
            aria-setsize={hasNextPage ? -1 : items.length}
            aria-posinset={index + 1}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${start}px)` }}
          >
            {items[index] && <Row item={items[index]} index={index} row={row} />}
          </li>
        ))}
      </ul>
      {isFetchingNextPage && (
        <p className="flex justify-center p-3 text-muted">
          <Spinner label="Loading" />
        </p>
      )}
      {isFetchNextPageError && !isFetchingNextPage && (
        <p role="alert" className="flex flex-wrap items-center justify-center gap-2 p-3 text-sm text-muted">
          The rest could not be read.
          <Button size="small" onClick={() => void fetchNextPage()}>
            Try again
          </Button>
        </p>
      )}
    </div>
  );
}

type RowProps<T> = Pick<Props<T>, "row"> & { item: T; index: number };

/** Scrolling draws the rows that come, and none anew that is there. */
const Row = memo(<T,>({ item, index, row }: RowProps<T>) => row(item, index)) as <T>(props: RowProps<T>) => ReactNode;

function Failed({ error, onAgain }: { error: Error; onAgain: () => void }) {
  return (
    <Empty title="This could not be read">
      <p className="mb-3">{error.message}</p>
      <Button onClick={onAgain}>Try again</Button>
    </Empty>
  );
}
