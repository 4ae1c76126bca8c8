import { type RefObject, useId, useState } from "react";

import type { Thread } from "@/api/types";
import { Banner } from "@/ui/banner";

import { useAttachments } from "../use-attachments";
import { useDrop } from "../use-drop";
import { useMessage } from "../use-message";
import { useSnippetChoices } from "../snippet-choices";
import { insert } from "../use-suggestions";
import type { Sides } from "../wish";
import { Attachments } from "./attachments";
import { LaterDialog } from "./later-dialog";
import { MessageTools } from "./message-tools";
import { WriteArea } from "./write-area";

interface Props {
  field: RefObject<HTMLTextAreaElement | null>;
  threadId: string;
  thread: Thread | undefined;
  sides: Sides;
  /** Whether the number sends pictures. */
  takesFiles: boolean;
}

/** Where a text is written, with what goes with it. */
export function MessageBox({ field, threadId, thread, sides, takesFiles }: Props) {
  const said = useId();
  const message = useMessage({ threadId, thread, sides });
  const { draft, refused } = message;
  const attachments = useAttachments(message.id);
  const snippets = useSnippetChoices(thread);
  const [later, setLater] = useState(false);
  const add = (files: File[]) => {
    if (takesFiles) attachments.add(files);
    field.current?.focus();
  };
  const over = useDrop(add);
  const beginSnippet = () => {
    const area = field.current;
    if (!area) return;
    area.focus();
    insert(area, /(^|\s)$/.test(area.value.slice(0, area.selectionStart)) ? "/" : " /");
  };
  return (
    <>
      {refused && (
        <div className="p-2 pb-0">
          <Banner tone="danger">
            {!draft.unsure && "Not sent. "}
            {refused}
          </Banner>
        </div>
      )}
      {over && takesFiles && <p className="m-2 mb-0 rounded-lg border-2 border-dashed border-accent bg-accent-soft p-4 text-center text-accent-ink">Drop it to send it with your text.</p>}
      <Attachments files={draft.files} onRemove={attachments.remove} onAgain={attachments.again} />
      {attachments.refused.map((reason) => (
        <p key={reason} role="alert" className="px-3 pt-2 text-sm text-danger">
          {reason}
        </p>
      ))}
      <WriteArea
        field={field}
        label="Write a text"
        text={draft.message}
        onText={message.write}
        onSend={() => message.send()}
        suggest={snippets}
        describedBy={said}
        {...(takesFiles && { onFiles: add })}
      />
      <MessageTools
        said={said}
        message={message}
        channel={sides.channel}
        onFiles={takesFiles ? add : undefined}
        onSnippet={snippets.choices.length > 0 ? beginSnippet : undefined}
        onLater={() => message.check() && setLater(true)}
      />
      <LaterDialog open={later} onClose={() => setLater(false)} onSchedule={message.send} />
    </>
  );
}
