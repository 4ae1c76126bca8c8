import { Link } from "@tanstack/react-router";

import type { Call, Thread } from "@/api/types";
import { usePhoneText } from "@/format/phone";
import { CallOutcome } from "@/parts/call-outcome";
import { CHANNEL_NAMES } from "@/parts/channel-icon";
import { useContact } from "@/parts/contacts";
import { Time } from "@/ui/time";

import { useLastCalls } from "../api/calls";
import { Section } from "./section";

const ROW = "flex min-h-10 items-center gap-2 rounded-lg px-2 -mx-2 text-sm hover:bg-sunken";

/** The other conversations with a person, and the last calls. */
export function History({ contactId, threadId }: { contactId: string; threadId: string }) {
  const { data: contact } = useContact(contactId);
  const { data: calls } = useLastCalls(contactId);
  const others = contact?.threads.filter(({ thread_id }) => thread_id !== threadId).slice(0, 5) ?? [];
  return (
    <>
      {others.length > 0 && (
        <Section title="Other conversations">
          <ul>
            {others.map((thread) => (
              <li key={thread.thread_id}>
                <OtherThread thread={thread} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {calls && calls.items.length > 0 && (
        <Section title="Last calls">
          <ul>
            {calls.items.map((call) => (
              <li key={call.call_id}>
                <LastCall call={call} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function OtherThread({ thread }: { thread: Thread }) {
  const phone = usePhoneText();
  return (
    <Link to="/inbox/$threadId" params={{ threadId: thread.thread_id }} search={true} className={ROW}>
      <span className="min-w-0 flex-1 truncate">
        {CHANNEL_NAMES[thread.channel]} to {phone(thread.own_number)}
      </span>
      <Time at={thread.last_activity_at} className="text-xs text-muted" />
    </Link>
  );
}

function LastCall({ call }: { call: Call }) {
  return (
    <Link to="/calls/$callId" params={{ callId: call.call_id }} className={ROW}>
      <span className="flex-1">
        <CallOutcome call={call} />
      </span>
      <Time at={call.created_at} className="text-xs text-muted" />
    </Link>
  );
}
