import { Phone, PhoneOff, Voicemail } from "lucide-react";
import type { ReactNode } from "react";

import { usePhoneText } from "@/format/phone";
import { Avatar } from "@/ui/avatar";

import type { Step } from "../sim/types";
import type { PhoneCall } from "./phone-call";

/** It rings. */
export function IncomingCall({ call, onStep }: { call: PhoneCall; onStep: (step: Step) => void }) {
  const phoneText = usePhoneText();
  return (
    <div className="flex flex-1 flex-col items-center justify-between px-8 pt-16 pb-12">
      <div role="alert" className="flex flex-col items-center gap-3 text-center">
        <span className="animate-ring rounded-full">
          <Avatar name={null} seed={call.other} />
        </span>
        <p className="text-muted">Incoming call</p>
        <p className="text-xl font-semibold">{phoneText(call.other)}</p>
      </div>
      <div className="flex w-full items-start justify-between">
        <Round label="Decline" className="bg-danger text-on-danger" onClick={() => onStep({ decline: true })}>
          <PhoneOff aria-hidden />
        </Round>
        <Round label="To mailbox" className="border border-line-strong bg-surface" onClick={() => onStep({ mailbox: true })}>
          <Voicemail aria-hidden />
        </Round>
        <Round label="Answer" className="bg-good text-app" onClick={() => onStep({ answer: true })}>
          <Phone aria-hidden />
        </Round>
      </div>
    </div>
  );
}

interface RoundProps {
  label: string;
  className: string;
  onClick: () => void;
  children: ReactNode;
}

function Round({ label, className, onClick, children }: RoundProps) {
  return (
    <button type="button" onClick={onClick} className="group flex w-20 flex-col items-center gap-2 text-sm font-medium">
      <span className={`inline-flex size-16 items-center justify-center rounded-full transition group-hover:brightness-110 [&_svg]:size-7 ${className}`}>{children}</span>
      {label}
    </button>
  );
}
