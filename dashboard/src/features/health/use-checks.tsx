import { usePhoneText } from "@/format/phone";
import { useAccount } from "@/parts/account";
import { useCheckedNumbers } from "@/parts/checked-numbers";
import { usePreferences } from "@/parts/preferences";
import { useWebhooks } from "@/parts/webhooks";

import { GoTo, Reactivate, Repair, SwitchOn } from "./components/actions";
import type { CheckProps } from "./components/check";
import { useFailedCheck } from "./use-failed-check";
import { useLiveCheck } from "./use-live-check";
import { accountTrouble, numberTrouble, preferencesTrouble, webhookTrouble } from "./words";

/** Read whenever the page is looked at, however lately another page has read it. */
const NOW = { staleTime: 0 };

/** All that is checked, in the order in which it matters. */
export function useChecks(): CheckProps[] {
  return [useAccountCheck(), useNumbersCheck(), useCallsCheck(), useFailedCheck(), useWebhooksCheck(), useLiveCheck()];
}

function useAccountCheck(): CheckProps {
  const query = useAccount(NOW);
  const trouble = query.data && accountTrouble(query.data);
  const canLift = query.data?.status === "suspended" && query.data.suspended_by === "tenant";
  const isGone = query.data?.status === "none" || query.data?.status === "closed";
  const action = canLift ? <Reactivate /> : isGone ? <GoTo to="/numbers">Get a number</GoTo> : null;
  return { name: "Twilio account", good: "It is active.", query, troubles: trouble ? [{ id: "account", trouble, action }] : [] };
}

function useNumbersCheck(): CheckProps {
  const query = useCheckedNumbers(NOW);
  const phone = usePhoneText();
  const numbers = query.data ?? [];
  const troubles = numbers.flatMap((number) => {
    const trouble = numberTrouble(number, phone(number.phone_number));
    const action = number.missing ? <GoTo to="/numbers">To the numbers</GoTo> : <Repair number={number.phone_number} />;
    return trouble ? [{ id: number.phone_number, trouble, action }] : [];
  });
  const none = { tone: "warn" as const, title: "There is no number yet", text: "Nobody can text or call you. Get one." };
  if (query.data && numbers.length === 0) troubles.push({ id: "none", trouble: none, action: <GoTo to="/numbers">Get a number</GoTo> });
  const good = numbers.length === 1 ? "The number is set up as it should be." : `All ${numbers.length} are set up as they should be.`;
  return { name: "Numbers", good, query, troubles };
}

function useCallsCheck(): CheckProps {
  const query = usePreferences(NOW);
  const trouble = query.data && preferencesTrouble(query.data);
  const action = <GoTo to="/settings">To the settings</GoTo>;
  return { name: "Calls that come in", good: "Callers reach a phone, a menu or the voicemail.", query, troubles: trouble ? [{ id: "calls", trouble, action }] : [] };
}

function useWebhooksCheck(): CheckProps {
  const query = useWebhooks(NOW);
  const webhooks = query.data ?? [];
  const troubles = webhooks.flatMap((webhook) => {
    const trouble = webhookTrouble(webhook);
    const action = webhook.enabled ? <GoTo to="/settings">To the webhooks</GoTo> : <SwitchOn webhook={webhook.endpoint_id} />;
    return trouble ? [{ id: webhook.endpoint_id, trouble, action }] : [];
  });
  const good = webhooks.length === 0 ? "There are none." : "Your servers take what they are told.";
  return { name: "Webhooks to your servers", good, query, troubles };
}
