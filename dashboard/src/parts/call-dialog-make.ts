import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type components, idempotencyKey } from "patchbay-client";
import { useRef } from "react";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";

import { tellLiveCall } from "./call-live";

type NewCall = components["schemas"]["NewCall"];

/** Makes a call. What is asked for again unchanged, after a network that broke, is the same call. */
export function useMakeCall(onMade: () => void) {
  const api = useApi();
  const queries = useQueryClient();
  const asked = useRef({ body: "", key: "" });
  return useMutation({
    mutationFn: (call: NewCall) => {
      const body = JSON.stringify(call);
      if (asked.current.body !== body) asked.current = { body, key: idempotencyKey() };
      return taken(api.POST("/api/twilio/calls/make", { params: { header: { "Idempotency-Key": asked.current.key } }, body: call }));
    },
    onSuccess: (made) => {
      asked.current = { body: "", key: "" };
      tellLiveCall(queries, made);
      onMade();
    },
  });
}
