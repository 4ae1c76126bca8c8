import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";

import type { Message } from "@/api/types";
import { usePhoneText } from "@/format/phone";
import { useEvents } from "@/live/context";
import { useCounts } from "@/parts/counts";
import { localSetting } from "@/parts/local-settings";

import { knownThread } from "../list/changed";
import { Arrivals } from "./arrival";
import { useTabBadge } from "./badge";
import { chime } from "./chime";

/** Tells of texts that come in while somebody looks elsewhere. Silent for the conversation that is looked at. */
export function Notifications() {
  const { threadId: open } = useParams({ strict: false });
  const { data: counts } = useCounts();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const phone = usePhoneText();
  const [arrivals] = useState(() => new Arrivals());
  useTabBadge(counts?.unread ?? 0);

  const show = ({ thread_id, message_id, from_number, body }: Message) => {
    const from = knownThread(queries, thread_id)?.contact_name ?? phone(from_number);
    const shown = new Notification(from, { body: body || "Sent an attachment", tag: message_id, icon: "/icon.svg", silent: true });
    shown.onclick = () => {
      focus();
      shown.close();
      void navigate({ to: "/inbox/$threadId", params: { threadId: thread_id } });
    };
  };
  useEvents((event) => {
    const message = arrivals.of(event);
    if (!message || (message.thread_id === open && document.hasFocus())) return;
    if (localSetting("sound")) chime();
    if (localSetting("desktop") && "Notification" in window && Notification.permission === "granted") show(message);
  });
  return null;
}
