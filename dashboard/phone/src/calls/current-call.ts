import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { useToasts } from "@/ui/toast";

import { useWorld } from "../sim/context";
import { post } from "../sim/request";
import { legOf, type PhoneCall } from "./phone-call";

/** The call that the phone is in; one that it was in stays until it is put away. */
export function useCurrentCall(phone: string) {
  const { calls } = useWorld();
  const { fail } = useToasts();
  const [kept, setKept] = useState<string>();
  const parts = calls.flatMap((call) => legOf(call, phone) ?? []);
  const active = parts.find(({ leg, isOver }) => leg.live && !isOver);
  if (active && active.leg.sid !== kept) setKept(active.leg.sid);
  const call: PhoneCall | undefined = active ?? parts.find(({ leg }) => leg.sid === kept);
  const placing = useMutation({
    mutationFn: (to: string) => post<{ sid: string }>("calls", { from: phone, to, live: true }),
    onError: fail,
  });
  return { call, calling: placing.isPending || active !== undefined, place: placing.mutate, dismiss: () => setKept(undefined) };
}
