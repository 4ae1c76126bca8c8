import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";

import type { Thread } from "@/api/types";
import { useSignedIn } from "@/auth/context";
import { useToasts } from "@/ui/toast";

import { useSendMessage } from "./api/send-message";
import { changeDraft, draftId, useDraft } from "./drafts";
import { isEmpty, obstacle } from "./obstacle";
import { keyFor, recover } from "./sending";
import { type Sides, waiting, wishOf } from "./wish";

interface Where {
  threadId: string;
  thread: Thread | undefined;
  sides: Sides;
}

/** The text of a draft, and the way to send it. */
export function useMessage({ threadId, thread, sides }: Where) {
  const { person } = useSignedIn();
  const toasts = useToasts();
  const navigate = useNavigate();
  const id = draftId(person.user, threadId);
  const draft = useDraft(id);
  const [tried, setTried] = useState(false);
  const isShown = useIsShown();
  useEffect(() => recover(id), [id]);

  const sending = useSendMessage({
    draft: id,
    onSent: (message) => {
      if (isShown.current && message.thread_id !== threadId) void navigate({ to: "/inbox/$threadId", params: { threadId: message.thread_id }, search: true, replace: true });
    },
    onRefused: (reason) => !isShown.current && toasts.fail(new Error(`A text was not sent. ${reason} It is in its conversation's box.`)),
  });
  const content = { text: draft.message, files: draft.files };
  const inTheWay = obstacle(content);
  const isIdle = !draft.sending && !isEmpty(content);
  const check = () => {
    setTried(true);
    return isIdle && !inTheWay;
  };
  const send = (sendAt?: Date) => {
    if (!check()) return;
    const wish = wishOf(sides, thread, { ...content, sendAt });
    const asked = JSON.stringify(wish);
    const key = keyFor(id, asked);
    setTried(false);
    sending.mutate({
      wish,
      sending: { key, wish: asked, text: content.text, files: content.files },
      waiting: waiting(key, threadId, sides, { ...content, sendAt }, person.user),
    });
  };
  const write = (message: string) => changeDraft(id, () => ({ message }));
  return { id, draft, refused: draft.refused, write, send, check, isIdle, inTheWay: tried ? inTheWay : undefined };
}

export type WrittenMessage = ReturnType<typeof useMessage>;

function useIsShown() {
  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => void (isShown.current = false);
  }, []);
  return isShown;
}
