import type { Message } from "./records";

/** What is said of a message of ours, in a word. */
function stateOf({ status, error_message }: Message): string {
  if (status === "failed" || status === "undelivered") return error_message ?? "Not delivered";
  const words: Record<string, string> = { sent: "Sent", delivered: "Delivered", read: "Read", scheduled: "Scheduled", canceled: "Cancelled" };
  return words[status ?? ""] ?? "Sending…";
}

/** One message. */
export function Bubble({ message }: { message: Message }) {
  const own = message.direction === "outbound";
  const failed = message.status === "failed" || message.status === "undelivered";
  const time = new Date(message.created_at);
  return (
    <article className={`patchbay-bubble ${own ? "patchbay-own" : ""} ${failed ? "patchbay-failed" : ""}`}>
      {message.media.map((file, index) =>
        file.content_type.startsWith("image/") ? (
          <img key={index} src={file.url} alt="Picture" loading="lazy" />
        ) : (
          <a key={index} href={file.url} target="_blank" rel="noreferrer">
            File, {file.content_type}
          </a>
        ),
      )}
      {message.body && <p>{message.body}</p>}
      <footer>
        <time dateTime={message.created_at} title={time.toLocaleString()}>
          {time.toLocaleTimeString([], { hour: "numeric", minute: "2-digit" })}
        </time>
        {own && <span> · {stateOf(message)}</span>}
      </footer>
    </article>
  );
}
