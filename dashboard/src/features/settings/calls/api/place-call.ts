import { useMutation } from "@tanstack/react-query";

/** What somebody on the phone hears, as the simulator tells it. */
export type Heard = string | Record<string, string | number>;

interface Wanted {
  to: string;
  /** The key that the caller presses, if any. */
  key?: string | undefined;
}

/** Nothing pressed, however often one is asked. */
const SILENT = [{ silent: true }, { silent: true }, { silent: true }];

/** An outside phone that nobody has in the demo. */
const CALLER = "+15550190099";

/** Has the simulator call, and answers what was heard. In the local run alone. */
export function usePlaceCall() {
  return useMutation({
    mutationFn: async ({ to, key }: Wanted) => {
      const body = { from: CALLER, to, script: key ? [{ press: key }] : SILENT };
      const answer = await fetch("/sim/calls", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error("The simulator did not take the call.");
      return (await answer.json()) as { heard: Heard[] };
    },
  });
}
