import { type UIEvent, useLayoutEffect, useRef } from "react";

/** Pixels from the end that still count as there. */
const NEAR = 8;

/** Props of a scroller that shows its end: at first, when `last` is new, and when a picture there gets its height. */
export function useEnd(last: string) {
  const ref = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const top = useRef(0);
  const toEnd = () => ref.current?.scrollTo({ top: ref.current.scrollHeight });
  useLayoutEffect(() => {
    isAtEnd.current = true;
    toEnd();
  }, [last]);
  const onScroll = ({ currentTarget: { scrollTop, clientHeight, scrollHeight } }: UIEvent<HTMLDivElement>) => {
    const hasLeft = scrollTop < top.current;
    top.current = scrollTop;
    // What grows below moves nobody up: only a reader does.
    if (scrollTop + clientHeight >= scrollHeight - NEAR) isAtEnd.current = true;
    else if (hasLeft) isAtEnd.current = false;
  };
  const onGrown = () => isAtEnd.current && toEnd();
  return { ref, onScroll, onLoadCapture: onGrown, onLoadedMetadataCapture: onGrown };
}
