/** What the API says when it refuses: the sentence is for people, `field` names what is wrong. */
export class Failure extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly field: string | undefined,
    readonly twilioCode: number | undefined,
  ) {
    super(message);
  }
}

interface Answer<T> {
  data?: T | undefined;
  error?: unknown;
  response: Response;
}

/** The body of a good answer. Throws a `Failure` for any other. */
export async function taken<T>(asking: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await asking;
  if (response.ok) return data as T;
  throw failure(response.status, error);
}

function failure(status: number, body: unknown): Failure {
  const said = field(body, "error");
  const text = (name: string) => {
    const value = field(said, name);
    return typeof value === "string" ? value : undefined;
  };
  const code = field(said, "twilio_code");
  return new Failure(
    status,
    text("code") ?? String(status),
    forPeople(text("message"), text("field")) ?? inWords(status),
    text("field"),
    typeof code === "number" ? code : undefined,
  );
}

/** The API names the field first, in the words of its documentation; a page shows the rest beside the field. */
function forPeople(message: string | undefined, field: string | undefined): string | undefined {
  const prefix = `${field} is not valid: `;
  if (!field || !message?.startsWith(prefix)) return message;
  const rest = message.slice(prefix.length);
  return `${rest.charAt(0).toUpperCase()}${rest.slice(1)}${/[.!?]$/.test(rest) ? "" : "."}`;
}

function inWords(status: number): string {
  if (status === 401) return "Your sign-in has ended.";
  if (status === 403) return "You may not do this.";
  if (status === 404) return "This is not there any more.";
  if (status === 429 || status === 503) return "This is busy at the moment. Try again in a minute.";
  return "This did not work. Try again.";
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
