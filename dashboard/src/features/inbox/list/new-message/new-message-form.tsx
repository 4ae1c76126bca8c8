import { useNavigate } from "@tanstack/react-router";
import { type SyntheticEvent, useState } from "react";

import type { Channel } from "@/api/types";
import { threadId } from "@/format/thread-id";
import { isSearchable } from "@/format/words";
import { CHANNEL_NAMES } from "@/parts/channel-icon";
import { useFoundPeople } from "@/parts/found-people";
import { useOwnNumberName } from "@/parts/own-number-name";
import { useOwnNumbers } from "@/parts/own-numbers";
import { Banner } from "@/ui/banner";
import { Combobox } from "@/ui/combobox";
import { Field, Select } from "@/ui/field";
import { useSettled } from "@/ui/use-settled";

import { type Receiver, typedReceiver, useReceivers } from "./receiver";

/** Numbers can be texted, or written to on WhatsApp; other ways are known from a contact. */
const TYPED: Channel[] = ["sms", "whatsapp"];

export function NewMessageForm({ id, onDone }: { id: string; onDone: () => void }) {
  const navigate = useNavigate({ from: "/inbox" });
  const nameOf = useOwnNumberName();
  const { data: numbers } = useOwnNumbers();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<Receiver>();
  const [channel, setChannel] = useState<Channel>("sms");
  const [own, setOwn] = useState<string>();
  const [error, setError] = useState<string>();
  const q = useSettled(text.trim());
  const { data: people } = useFoundPeople(chosen ? "" : q);
  const receivers = useReceivers(isSearchable(text) && !chosen ? (people?.items ?? []) : []);
  const from = own ?? numbers?.find(({ primary }) => primary)?.phone_number ?? numbers?.[0]?.phone_number;

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    const to = chosen ?? (await typedReceiver(text, channel));
    if (!to) return setError("Write a phone number with its country, such as +1 555 019 0001, or choose a contact.");
    if (!from) return;
    onDone();
    await navigate({ to: "/inbox/$threadId", params: { threadId: threadId(to.channel, from, to.address) }, search: true });
  };
  if (numbers?.length === 0) return <Banner tone="warn">You have no number to write from. Buy one under Numbers.</Banner>;
  return (
    <form id={id} onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <Combobox
        label="To"
        placeholder="Name or phone number"
        text={text}
        error={error}
        options={receivers}
        onText={(wanted) => {
          setText(wanted);
          setChosen(undefined);
          setError(undefined);
        }}
        onChoose={(receiver) => {
          setChosen(receiver);
          setText([receiver.name, receiver.hint].filter(Boolean).join(" · "));
        }}
      />
      {!chosen && (
        <Field label="By">
          <Select value={channel} onChange={(event) => setChannel(event.target.value as Channel)}>
            {TYPED.map((name) => (
              <option key={name} value={name}>
                {CHANNEL_NAMES[name]}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field label="From">
        <Select value={from ?? ""} onChange={(event) => setOwn(event.target.value)}>
          {numbers?.map((number) => (
            <option key={number.phone_number} value={number.phone_number}>
              {nameOf(number)}
            </option>
          ))}
        </Select>
      </Field>
    </form>
  );
}
