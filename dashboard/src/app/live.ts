import type { QueryClient } from "@tanstack/react-query";
import type { Event, Patchbay } from "patchbay-client";

import { keys } from "@/api/keys";
import { callsHear } from "@/features/calls/live";
import { contactsHear } from "@/features/contacts/live";
import { inboxHears } from "@/features/inbox/live";
import { settingsHear } from "@/features/settings/live";
import { voicemailsHear } from "@/features/voicemails/live";
import type { Bus } from "@/live/bus";
import { tellAgain } from "@/live/overtaken";

const HEARERS = [inboxHears, callsHear, voicemailsHear, contactsHear, settingsHear];

/** Keeps the cache true: each event changes what is shown, without asking for a list again. */
export function startLive(api: Patchbay, queries: QueryClient, bus: Bus): () => void {
  const counted = pacedCounts(queries);
  const hearers = tellAgain(queries, (event) => HEARERS.forEach((hear) => hear(event, queries)));
  const live = api.live({
    onEvent(event: Event) {
      hearers.tell(event);
      bus.tell(event);
      counted();
    },
    onState: (state) => bus.turn(state),
    onExpired: () => void queries.invalidateQueries(),
  });
  return () => {
    hearers.stop();
    live.close();
  };
}

/** Counts follow from many records: they are read again, at most once a second. */
function pacedCounts(queries: QueryClient): () => void {
  let due: ReturnType<typeof setTimeout> | undefined;
  return () => {
    due ??= setTimeout(() => {
      due = undefined;
      void queries.invalidateQueries({ queryKey: keys.counts() });
    }, 1000);
  };
}
