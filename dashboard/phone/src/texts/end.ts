import { type MouseEvent, type UIEvent, useEffect, useLayoutEffect, useRef } from "react";

/** Pixels from the end that still count as there. */
const NEAR = 8;

/** Props of a scroller with one child that shows its end: at first, when `last` is new, and when it or the child gets another height. */
export function useEnd(last: string) {
  const ref = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const top = useRef(0);
  const toEnd = () => ref.current?.scrollTo({ top: ref.current.scrollHeight });
  useLayoutEffect(() => {
    isAtEnd.current = true;
    toEnd();
  }, [last]);
  useEffect(() => {
    const observer = new ResizeObserver(() => isAtEnd.current && toEnd());
    for (const one of [ref.current, ref.current?.firstElementChild]) if (one) observer.observe(one);
    return () => observer.disconnect();
  }, []);
  const onScroll = ({ currentTarget: { scrollTop, clientHeight, scrollHeight } }: UIEvent<HTMLDivElement>) => {
    const hasLeft = scrollTop < top.current;
    top.current = scrollTop;
    // What grows below moves nobody up: only a reader does.
    if (scrollTop + clientHeight >= scrollHeight - NEAR) isAtEnd.current = true;
    else if (hasLeft) isAtEnd.current = false;
  };
  // Who opens something looks at that.
  const onClickCapture = ({ target }: MouseEvent) => {
    if (target instanceof Element && target.closest("summary")) isAtEnd.current = false;
  };
  return { ref, onScroll, onClickCapture };
}
