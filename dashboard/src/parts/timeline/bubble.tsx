import clsx from "clsx";

import type { Message } from "@/api/types";
import { usePhoneText } from "@/format/phone";
import { exactTime } from "@/format/time";
import { Ticks } from "@/parts/ticks";

import { BubbleFoot } from "./bubble-foot";
import { Files } from "./media/files";
import { isEmoji, RichText } from "./rich-text";
import type { Row } from "./rows";
import { SideMark } from "./side-mark";
import { useTools } from "./tools";
import { useUserName } from "./user-name";

/** A message: own ones at the end, theirs at the start. */
export function Bubble({ message, row }: { message: Message; row: Row }) {
  const isOwn = message.direction === "outbound";
  const { isGroup, name } = useTools();
  const userName = useUserName();
  const phone = usePhoneText();
  const by = message.created_by;
  const author = isOwn ? (by ? userName(by) : "You") : isGroup ? phone(message.from_number) : name;
  return (
    <article aria-label={`${author}, ${exactTime(message.sort_at)}`} className={clsx("flex flex-col gap-1", isOwn ? "items-end ps-10" : "items-start pe-10")}>
      {isGroup && !isOwn && !row.goesOn && <p className="px-1 text-xs font-medium text-muted">{phone(message.from_number)}</p>}
      {message.num_media > 0 && <Files message={message} />}
      <Body message={message} row={row} />
      <BubbleFoot message={message} row={row} />
      <SideMark entry={row.entry} />
    </article>
  );
}

function Body({ message, row }: { message: Message; row: Row }) {
  const isOwn = message.direction === "outbound";
  const text = textOf(message);
  const ticks = isOwn && <Ticks message={message} className="mb-0.5" />;
  if (!text) return ticks;
  if (isEmoji(text)) {
    return (
      <div className="flex items-end gap-1.5">
        {ticks}
        <p className="text-4xl leading-tight">{text}</p>
      </div>
    );
  }
  return (
    <div className="flex max-w-full items-end gap-1.5">
      {ticks}
      <div
        title={exactTime(message.sort_at)}
        className={clsx(
          "max-w-prose min-w-0 rounded-2xl px-3.5 py-2",
          lookOf(message),
          isOwn && row.isFollowed && "rounded-ee-md",
          isOwn && row.goesOn && "rounded-se-md",
          !isOwn && row.isFollowed && "rounded-es-md",
          !isOwn && row.goesOn && "rounded-ss-md",
        )}
      >
        <RichText text={text} />
      </div>
    </div>
  );
}

/** What has not left, or never will, is paler. */
function lookOf({ direction, status }: Message): string {
  if (direction === "inbound") return "border border-line bg-bubble";
  if (status === "scheduled") return "border border-dashed border-accent bg-accent-soft text-accent-ink";
  if (status === "canceled") return "bg-sunken text-muted line-through";
  return "bg-own-bubble text-on-own-bubble";
}

/** What was written; of a tapped button its words, of a place its name. */
function textOf({ body, details }: Message): string {
  if (body) return body;
  const { ButtonText: button, Label: label, Address: address, Latitude: latitude, Longitude: longitude } = details ?? {};
  if (button) return button;
  if (latitude && longitude) return ["Location:", label, address, `${latitude}, ${longitude}`].filter(Boolean).join(" ");
  return "";
}
