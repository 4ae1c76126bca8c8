import { X } from "lucide-react";

import { useContact } from "@/parts/contacts";
import { IconButton } from "@/ui/icon-button";
import { SkeletonRows } from "@/ui/skeleton";

import type { Conversation } from "../use-conversation";
import { Addresses } from "./addresses";
import { ConsentSwitch } from "./consent-switch";
import { History } from "./history";
import { NameForm } from "./name-form";
import { ThreadFacts } from "./thread-facts";

/** Who the other side is, and what is known of them. Beside the conversation where there is room, else over it. */
export function Panel({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const { contactId, thread } = conversation;
  return (
    <aside
      aria-label="About this contact"
      onKeyDown={(event) => event.key === "Escape" && onClose()}
      className="absolute inset-y-0 end-0 z-20 flex w-80 max-w-full flex-col gap-6 overflow-y-auto border-s border-line bg-surface p-4 shadow-float @3xl/conversation:static @3xl/conversation:shrink-0 @3xl/conversation:shadow-none"
    >
      <div className="-mb-4 flex items-center justify-between @3xl/conversation:hidden">
        <p className="text-sm font-semibold text-muted">About this contact</p>
        <IconButton label="Close" autoFocus onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </div>
      {contactId && <Person contactId={contactId} conversation={conversation} />}
      {conversation.isGroup && <p className="text-sm text-muted">A group cannot be answered as one: write to one of its members.</p>}
      {!contactId && !conversation.isGroup && <p className="text-sm text-muted">Nobody is known under this number yet. With the first message it becomes a contact.</p>}
      {thread && <ThreadFacts thread={thread} />}
      {thread && !conversation.isGroup && <ConsentSwitch thread={thread} />}
      {contactId && <History contactId={contactId} threadId={conversation.id} />}
    </aside>
  );
}

function Person({ contactId, conversation }: { contactId: string; conversation: Conversation }) {
  const { data: contact, isPending, error } = useContact(contactId);
  if (isPending) return <SkeletonRows count={2} />;
  if (error) return <p className="text-sm text-danger">{error.message}</p>;
  return (
    <>
      <NameForm contact={contact} shown={conversation.name} />
      <Addresses contact={contact} from={conversation.ownNumber} />
    </>
  );
}
