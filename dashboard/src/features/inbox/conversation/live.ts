import type { Query, QueryClient } from "@tanstack/react-query";
import type { Event } from "patchbay-client";

import { keys } from "@/api/keys";
import type { Call, Consent, Message, Note, Thread, Voicemail } from "@/api/types";

import { forgetThread, tellContact, tellThread, tellWish } from "./live-people";
import { hideNote, showCall, showConsent, showMessage, showNote, showVoicemail } from "./timeline-cache";

/** What an event changes of a conversation that is, or was, looked at. */
export function conversationHears({ type, data }: Event, queries: QueryClient) {
  switch (type) {
    case "message.received":
    case "message.created":
    case "message.updated":
      return showMessage(queries, data as unknown as Message);
    case "call.created":
      return showCall(queries, data as unknown as Call);
    case "call.updated":
      askForCallsAgain(queries, data as unknown as Call);
      return showCall(queries, data as unknown as Call);
    case "call.ended":
      // Events do not say with whom a call was: the panel beside the conversation asks again.
      void queries.invalidateQueries({ queryKey: keys.callsOf() });
      return showCall(queries, data as unknown as Call);
    case "voicemail.created":
    case "voicemail.updated":
      return showVoicemail(queries, data as unknown as Voicemail);
    case "note.created":
    case "note.updated":
      return showNote(queries, data as unknown as Note);
    case "note.deleted":
      return hideNote(queries, data as unknown as Note);
    case "consent.updated":
      tellWish(queries, data as unknown as Consent);
      return showConsent(queries, data as unknown as Consent);
    case "thread.created":
    case "thread.updated":
      return tellThread(queries, data as unknown as Thread);
    case "thread.deleted":
      return forgetThread(queries, data as unknown as Thread);
    case "contact.created":
    case "contact.updated":
    case "contact.deleted":
      return tellContact(queries, data as never);
  }
}

/** One that has ended may turn out to have left a voicemail. Panels that have no such call, and are not asking, do not ask. */
function askForCallsAgain(queries: QueryClient, { call_id }: Call) {
  const isAbout = ({ state }: Query) => {
    const known = state.data as { items: Call[] } | undefined;
    return state.fetchStatus === "fetching" || known?.items.some((call) => call.call_id === call_id) === true;
  };
  void queries.invalidateQueries({ queryKey: keys.callsOf(), predicate: isAbout });
}
