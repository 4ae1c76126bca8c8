import { Phone } from "lucide-react";
import { type FormEvent, useState } from "react";

import { Failure } from "@/api/failure";
import { readPhone } from "@/format/phone";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Field, Input, TextArea } from "@/ui/field";
import { Switch } from "@/ui/switch";

import { FromField } from "./call-dialog-from";
import { useMakeCall } from "./call-dialog-make";
import { callSettings } from "./call-dialog-settings";
import { WayField, type Way } from "./call-dialog-way";

interface Props {
  to: string;
  from: string | undefined;
  leadId: string | null;
  onDone: () => void;
}

const FIELDS = ["from", "connect", "say"];

export function CallForm({ to, from: wanted, leadId, onDone }: Props) {
  const [from, setFrom] = useState(wanted ?? callSettings.from());
  const [way, setWay] = useState<Way>("connect");
  const [phone, setPhone] = useState(callSettings.phone);
  const [say, setSay] = useState("");
  const [record, setRecord] = useState(false);
  const [unreadable, setUnreadable] = useState(false);
  const make = useMakeCall(onDone);
  const failure = make.error instanceof Failure ? make.error : undefined;
  const wrong = (field: string) => (failure?.field === field ? failure.message : undefined);
  const noPhone = wrong("connect") && !phone.trim() ? "Write the number of your phone: calls are forwarded to none." : wrong("connect");

  const call = async () => {
    const connect = way === "connect" && phone.trim() ? await readPhone(phone) : undefined;
    setUnreadable(way === "connect" && phone.trim() !== "" && !connect);
    if (way === "connect" && phone.trim() && !connect) return;
    callSettings.keep(from, way === "connect" ? (connect ?? "") : phone);
    const how = way === "say" ? { say } : connect ? { connect } : {};
    make.mutate({ to, record, ...how, ...(from && { from }), ...(leadId && { lead_id: leadId }) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void call();
  };

  return (
    <form onSubmit={submit} className="flex flex-col gap-4 pt-1">
      <FromField value={from} onChange={setFrom} error={wrong("from")} />
      <WayField value={way} onChange={setWay} />
      {way === "connect" ? (
        <Field
          label="Your phone"
          hint="It rings first. Answer and press 1, and they are called. Empty: the phone that calls are forwarded to."
          error={unreadable ? "This is no phone number. Write it with its country, such as +1 555 019 0001." : noPhone}
        >
          <Input type="tel" autoComplete="tel" value={phone} onChange={(event) => setPhone(event.target.value)} />
        </Field>
      ) : (
        <Field label="What they hear" hint="It is spoken when they answer, and the call ends after it." error={wrong("say")}>
          <TextArea required maxLength={4000} value={say} onChange={(event) => setSay(event.target.value)} />
        </Field>
      )}
      <Switch label="Record the call" hint="Both sides are told so, unless your settings say otherwise." checked={record} onChange={setRecord} />
      {make.error && !FIELDS.includes(failure?.field ?? "") && <Banner tone="danger">{make.error.message}</Banner>}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" icon={<Phone aria-hidden />} busy={make.isPending}>
          Call now
        </Button>
      </div>
    </form>
  );
}
