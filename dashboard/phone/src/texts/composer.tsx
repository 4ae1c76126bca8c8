import clsx from "clsx";
import { ImagePlus, MessageCircleMore, SendHorizontal, Users } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from "react";

import { IconButton } from "@/ui/icon-button";

import type { Phone } from "../phones/open-phones";
import type { Draft } from "./draft";
import { GroupField } from "./group-field";
import type { Picture } from "./picture";
import { PictureStrip } from "./picture-strip";
import { useSend } from "./send";

interface Props {
  phone: Phone;
  own: string;
  others: Phone[];
  draft: Draft;
}

const KEYWORDS = ["STOP", "START", "HELP"];

/** Where the phone writes: words, pictures, on WhatsApp or to a group. */
export function Composer({ phone, own, others, draft }: Props) {
  const { body, pictures, isEmpty } = draft;
  const [whatsapp, setWhatsapp] = useState(false);
  const [group, setGroup] = useState<string[]>();
  const file = useRef<HTMLInputElement>(null);
  const sending = useSend(phone.number, draft.restore);

  const send = (words: string, more: Picture[]) =>
    sending.mutate({ from: phone.number, to: own, body: words, pictures: more, whatsapp, name: phone.name, others: whatsapp ? [] : group ?? [] });
  const submit = () => {
    if (isEmpty) return;
    send(body, pictures);
    draft.clear();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    draft.take(event.clipboardData.files);
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      className="flex shrink-0 flex-col gap-2 border-t border-line bg-surface px-3 pt-2 pb-4"
    >
      <div className="flex items-center gap-1">
        {KEYWORDS.map((word) => (
          <button key={word} type="button" onClick={() => send(word, [])} className="min-h-8 rounded-full border border-line px-3 text-xs font-semibold tracking-wide text-muted hover:bg-sunken">
            {word}
          </button>
        ))}
        <IconButton label="On WhatsApp" aria-pressed={whatsapp} onClick={() => setWhatsapp(!whatsapp)} className="ms-auto">
          <MessageCircleMore aria-hidden />
        </IconButton>
        <IconButton label="To a group" aria-pressed={group !== undefined} disabled={whatsapp} onClick={() => setGroup(group ? undefined : [])}>
          <Users aria-hidden />
        </IconButton>
      </div>
      {group && !whatsapp && <GroupField phone={phone} open={others} chosen={group} onChange={setGroup} />}
      {pictures.length > 0 && <PictureStrip pictures={pictures} onRemove={draft.leaveOut} />}
      <div className={clsx("flex items-end gap-1 rounded-3xl border bg-app ps-1", whatsapp ? "border-good" : "border-line-strong/60")}>
        <IconButton label="Add a picture" onClick={() => file.current?.click()} className="rounded-full!">
          <ImagePlus aria-hidden />
        </IconButton>
        <input ref={file} type="file" multiple hidden aria-label="Pictures" onChange={(event) => draft.take(event.target.files ?? [])} onClick={(event) => (event.currentTarget.value = "")} />
        <textarea
          aria-label={`Text from ${phone.name || phone.number}`}
          rows={1}
          value={body}
          onChange={(event) => draft.write(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          dir="auto"
          placeholder={whatsapp ? "WhatsApp message" : "Text message"}
          className="field-sizing-content max-h-32 min-h-10 flex-1 resize-none bg-transparent py-2 text-base outline-none sm:text-[0.9375rem]"
        />
        <IconButton label="Send" type="submit" disabled={isEmpty} className="rounded-full! text-accent!">
          <SendHorizontal aria-hidden className="rtl:-scale-x-100" />
        </IconButton>
      </div>
    </form>
  );
}
