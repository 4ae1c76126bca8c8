import type { CDPSession, Page } from "@playwright/test";

interface TraceEvent {
  name: string;
  ts: number;
}

/** Frames that the browser has drawn and dropped, by its own trace. */
export interface Frames {
  drawn: number;
  dropped: number;
  seconds: number;
}

/** Does something, and counts the frames of it. */
export async function framesOf(page: Page, act: () => Promise<void>): Promise<Frames> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const categories = ["disabled-by-default-devtools.timeline.frame", "devtools.timeline.frame"];
  await session.send("Tracing.start", { traceConfig: { includedCategories: categories }, transferMode: "ReportEvents" });
  const begun = Date.now();
  await act();
  const seconds = (Date.now() - begun) / 1000;
  await ended(session);
  const count = (name: string) => events.filter((event) => event.name === name).length;
  return { drawn: count("DrawFrame"), dropped: count("DroppedFrame"), seconds };
}

async function ended(session: CDPSession) {
  const complete = new Promise<void>((resolve) => session.once("Tracing.tracingComplete", () => resolve()));
  await session.send("Tracing.end");
  await complete;
}

/** What JavaScript holds after the garbage is gone, in MB. */
export async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize / 1_000_000;
}
