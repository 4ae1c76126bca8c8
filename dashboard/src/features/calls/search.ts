/** Which calls are listed: one of the tabs. */
export type CallsTab = "missed" | "answered" | "voicemail" | "failed";

/** What the page's URL says beside its path. */
export interface CallsSearch {
  outcome?: CallsTab;
  direction?: "inbound" | "outbound";
  /** Only of this contact. */
  contact?: string;
  /** Only with this number, in E.164. */
  number?: string;
  /** Only on this own number. */
  own?: string;
  /** The first and the last day, in the reader's zone. */
  from?: string;
  to?: string;
}

const TABS: CallsTab[] = ["missed", "answered", "voicemail", "failed"];

export function callsSearch(search: Record<string, unknown>): CallsSearch {
  const text = (name: string, like: RegExp) => {
    // A number in a URL is read as one, without its `+`.
    const value = String(search[name] ?? "");
    const whole = name === "number" || name === "own" ? value.replace(/^ ?(?=\d)/, "+") : value;
    return like.test(whole) ? { [name]: whole } : {};
  };
  const outcome = TABS.find((tab) => tab === search["outcome"]);
  return {
    ...(outcome && { outcome }),
    ...text("direction", /^(inbound|outbound)$/),
    ...text("contact", /^[0-9a-f]{32}$/),
    ...text("number", /^\+[1-9]\d{6,14}$/),
    ...text("own", /^\+[1-9]\d{6,14}$/),
    ...text("from", /^\d{4}-\d\d-\d\d$/),
    ...text("to", /^\d{4}-\d\d-\d\d$/),
  };
}
