import { Clock, Paperclip, SendHorizontal, SquareSlash } from "lucide-react";
import { useRef } from "react";

import type { Channel } from "@/api/types";
import { SEND_KEYS, shownKey } from "@/keys/shown";
import { useLocalSetting } from "@/parts/local-settings";
import { Button } from "@/ui/button";
import { IconButton } from "@/ui/icon-button";
import { Tooltip } from "@/ui/tooltip";

import { ACCEPTED } from "../files";
import { tooLong } from "../obstacle";
import { segmentsOf, segmentsText } from "../segments";
import type { WrittenMessage } from "../use-message";

interface Props {
  /** The id of what is said about the text. */
  said: string;
  message: WrittenMessage;
  channel: Channel;
  onFiles: ((files: File[]) => void) | undefined;
  onSnippet: (() => void) | undefined;
  onLater: () => void;
}

/** Below a text: what to add, what it takes, when it goes. */
export function MessageTools({ said, message, channel, onFiles, onSnippet, onLater }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const { draft, isIdle, inTheWay } = message;
  const [sendWith] = useLocalSetting("sendWith");
  const counts = channel === "sms" && draft.files.length === 0;
  return (
    <div className="flex flex-wrap items-center gap-x-1 px-1.5 pb-1.5">
      {onFiles && (
        <>
          <IconButton label="Add files" onClick={() => input.current?.click()}>
            <Paperclip aria-hidden />
          </IconButton>
          <input
            ref={input}
            type="file"
            multiple
            hidden
            accept={ACCEPTED}
            onChange={({ target }) => {
              onFiles([...(target.files ?? [])]);
              target.value = "";
            }}
          />
        </>
      )}
      {onSnippet && (
        <IconButton label="Put in a snippet (/)" onClick={onSnippet}>
          <SquareSlash aria-hidden />
        </IconButton>
      )}
      <p id={said} className="min-w-0 flex-1 basis-24 px-1 text-end text-xs text-muted">
        {inTheWay ? (
          <span role="alert" className="text-danger">
            {inTheWay}
          </span>
        ) : (
          counts && (tooLong(draft.message) ?? segmentsText(segmentsOf(draft.message)))
        )}
      </p>
      <IconButton label="Send later" disabled={!isIdle} onClick={onLater}>
        <Clock aria-hidden />
      </IconButton>
      <Tooltip text={shownKey(SEND_KEYS[sendWith])}>
        <Button look="primary" disabled={!isIdle} busy={Boolean(draft.sending)} icon={<SendHorizontal aria-hidden className="rtl:-scale-x-100" />} onClick={() => message.send()}>
          Send
        </Button>
      </Tooltip>
    </div>
  );
}
