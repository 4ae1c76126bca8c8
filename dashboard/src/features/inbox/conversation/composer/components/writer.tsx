import clsx from "clsx";
import { useEffect, useRef, useState } from "react";

import type { Thread } from "@/api/types";
import { SEND_KEYS } from "@/keys/shown";
import { useShortcuts } from "@/keys/use-shortcuts";
import { useSignedIn } from "@/auth/context";
import { useAccount } from "@/parts/account";
import { useLocalSetting } from "@/parts/local-settings";
import { useOwnNumbers } from "@/parts/own-numbers";
import { Banner } from "@/ui/banner";

import { blockOf } from "../blocked";
import { changeDraft, type Draft, draftId, useDraft } from "../drafts";
import { sidesOf } from "../wish";
import { BlockedBanner } from "./blocked-banner";
import { MessageBox } from "./message-box";
import { ModeSwitch } from "./mode-switch";
import { NoteBox } from "./note-box";
import { SenderMenu } from "./sender-menu";

/** Twilio's code for texts to the USA from a number that is not registered there. */
const NOT_REGISTERED = 30034;

/** Where a text or a note is written; in place of a text's box why none can be. */
export function Writer({ threadId, thread }: { threadId: string; thread: Thread | undefined }) {
  const { person } = useSignedIn();
  const id = draftId(person.user, threadId);
  const { mode } = useDraft(id);
  const field = useRef<HTMLTextAreaElement>(null);
  const [wanted, setWanted] = useState(0);
  const { data: numbers } = useOwnNumbers();
  const { data: account } = useAccount();
  const [sendWith] = useLocalSetting("sendWith");
  const sides = sidesOf(threadId, thread);
  const block = blockOf({ sides, thread, numbers, account });
  const mms = numbers?.find(({ phone_number }) => phone_number === sides?.own)?.capabilities.mms;

  useEffect(() => {
    const area = field.current;
    if (wanted === 0 || !area) return;
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  }, [wanted]);
  const begin = (mode: Draft["mode"]) => {
    changeDraft(id, () => ({ mode }));
    setWanted((times) => times + 1);
  };
  useShortcuts("Conversation", {
    r: ["Write a text", () => begin("message")],
    ...(thread && { n: ["Write a note", () => begin("note")] }),
    [SEND_KEYS[sendWith]]: ["Send what is in the box"],
  });

  const isNote = mode === "note" && thread;
  return (
    <section aria-label="Write" className="shrink-0 border-t border-line bg-surface px-3 pt-1 pb-3">
      <div className="flex flex-wrap items-center justify-between">
        {thread && <ModeSwitch mode={mode} onMode={begin} />}
        {!isNote && !block && sides && <SenderMenu threadId={threadId} sides={sides} />}
      </div>
      {!isNote && !block && thread?.last_error_code === NOT_REGISTERED && (
        <div className="mb-2">
          <Banner tone="warn">The last text did not arrive: {thread.last_error_message} Ask an owner to register the number for texts to the USA.</Banner>
        </div>
      )}
      {!isNote && block && <BlockedBanner block={block} threadId={threadId} thread={thread} sides={sides} />}
      {(isNote || (!block && sides)) && (
        <div className={clsx("rounded-xl border focus-within:outline-2 focus-within:outline-accent", isNote ? "border-note-ink/40 bg-note text-note-ink" : "border-line-strong/70 bg-surface")}>
          {isNote ? <NoteBox field={field} threadId={threadId} onAdded={() => begin("message")} /> : sides && <MessageBox field={field} threadId={threadId} thread={thread} sides={sides} takesFiles={sides.channel !== "sms" || mms !== false} />}
        </div>
      )}
    </section>
  );
}
