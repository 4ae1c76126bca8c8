import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";

import type { Thread } from "@/api/types";
import { usePhoneText } from "@/format/phone";
import { threadId as idOf } from "@/format/thread-id";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Time } from "@/ui/time";

import type { Block } from "../blocked";
import type { Sides } from "../wish";
import { ConsentDialog } from "./consent-dialog";
import { SenderMenu } from "./sender-menu";

interface Props {
  block: Block;
  threadId: string;
  thread: Thread | undefined;
  sides: Sides | undefined;
}

/** Stands where one would write: why that is not possible, and what to do instead. */
export function BlockedBanner({ block, threadId, thread, sides }: Props) {
  const phone = usePhoneText();
  const own = sides ? phone(sides.own) : "this number";
  switch (block.why) {
    case "opted_out":
      return thread && <OptedOut thread={thread} since={block.since} own={own} />;
    case "group":
      return <Group members={block.members} own={thread?.own_number} />;
    case "suspended":
      return (
        <Banner tone="warn" action={<ToNumbers>See the account</ToNumbers>}>
          {block.by === "operator"
            ? "Whoever runs this service has suspended your Twilio account. Ask them to lift that."
            : "Your Twilio account is suspended. An owner can reactivate it."}
        </Banner>
      );
    case "closed":
      return <Banner tone="danger">Your Twilio account is closed for good. No texts leave from here any more.</Banner>;
    case "no_number":
      return (
        <Banner tone="warn" action={<ToNumbers>Get a number</ToNumbers>}>
          You have no number to write from.
        </Banner>
      );
    case "number_gone":
      return (
        <Banner tone="warn" action={sides && <SenderMenu threadId={threadId} sides={sides} />}>
          {own} is not your number any more. Write from another one.
        </Banner>
      );
    case "no_texts":
      return (
        <Banner tone="warn" action={sides && <SenderMenu threadId={threadId} sides={sides} />}>
          {own} takes calls alone. Write from another number.
        </Banner>
      );
    case "not_answerable":
      return <Banner>Nobody can be reached here: short codes, names and withheld numbers take no answers.</Banner>;
  }
}

function OptedOut({ thread, since, own }: { thread: Thread; since: string; own: string }) {
  const [asked, setAsked] = useState(false);
  const phone = usePhoneText();
  return (
    <>
      <Banner
        tone="warn"
        action={
          <Button size="small" onClick={() => setAsked(true)}>
            They want texts again
          </Button>
        }
      >
        <strong className="font-semibold">{thread.contact_name ?? phone(thread.contact_number)} wants no texts</strong> since <Time at={since} />. If they text START to{" "}
        {own}, you can write again. You can still call.
      </Banner>
      <ConsentDialog thread={thread} open={asked} onClose={() => setAsked(false)} />
    </>
  );
}

function Group({ members, own }: { members: string[]; own: string | undefined }) {
  const phone = usePhoneText();
  return (
    <Banner>
      A group cannot be answered as one. Write to its members one by one:
      <ul className="mt-1 flex flex-wrap gap-x-4">
        {members.map((member) => (
          <li key={member}>
            <Link to="/inbox/$threadId" params={{ threadId: idOf("sms", own ?? "", member) }} search className="inline-flex min-h-8 items-center underline">
              {phone(member)}
            </Link>
          </li>
        ))}
      </ul>
    </Banner>
  );
}

const ToNumbers = ({ children }: { children: ReactNode }) => (
  <Link to="/numbers" className="inline-flex min-h-8 items-center font-medium underline">
    {children}
  </Link>
);
