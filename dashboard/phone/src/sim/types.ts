/** A picture, sound or file of a message. */
export interface Media {
  sid: string;
  content_type: string;
  size: number;
  path: string;
}

export interface Message {
  sid: string;
  time: string;
  updated: string;
  from: string;
  to: string;
  other_recipients: string[];
  body: string;
  media: Media[];
  status: string;
  error_code: number | null;
  direction: string;
}

/** Something heard at a phone, by what it was. */
export type Heard =
  | "beep"
  | "ringing"
  | "music"
  | "busy"
  | { said: string }
  | { played: string }
  | { digits: string }
  | { silence: number }
  | { talked: number }
  | { announced: string };

export type Doing = "ringing" | "waiting" | "saying" | "gathering" | "recording" | "calling" | "talking" | "queued";

/** What goes on at a phone, and so what can be done there. */
export interface Now {
  doing: Doing;
  input?: string[] | string;
  num_digits?: number | null;
  finish_on_key?: string | null;
  timeout?: number | null;
  max_length?: number | null;
}

/** One phone's part in a call. */
export interface Leg {
  sid: string;
  from: string;
  to: string;
  status: string;
  duration: number;
  live: boolean;
  now?: Now | null;
  heard: Heard[];
}

export interface Recording {
  sid: string;
  source: string;
  status: string;
  duration: number | null;
  path: string;
}

export interface Call extends Leg {
  time: string;
  direction: string;
  legs: Leg[];
  recordings: Recording[];
  error?: { code: number | null; message: string };
}

/** One request to the application, and its answer. */
export interface Webhook {
  id: number;
  time: string;
  method: string;
  url: string;
  form: [string, string][];
  signature: string | null;
  attempt: number;
  status: number | null;
  content_type: string | null;
  answer: string;
  milliseconds: number;
  message_sid: string | null;
  call_sid: string | null;
  error: { code: number | null; message: string } | null;
}

export type News = ({ type: "message" } & Message) | ({ type: "call" } & Call) | ({ type: "webhook" } & Webhook) | { type: "missed" };

/** What a phone can do in a call. */
export type Step =
  | { press: string }
  | { say: string }
  | { speak: number; text?: string }
  | { hang_up: true }
  | { answer: true }
  | { decline: true }
  | { mailbox: true };

export interface OwnNumber {
  phone_number: string;
  friendly_name: string;
}

export type Outcome = "delivered" | "undelivered" | "failed" | "landline" | "silent";

/** What becomes of messages to a phone. */
export interface Delivery {
  number: string;
  outcome: Outcome;
  error_code: number | null;
}

/** How somebody takes calls. */
export interface Behaviour {
  live?: true;
  busy?: true;
  no_answer?: true;
  failed?: number;
  mailbox?: { answer_after?: number };
  answer_after?: number;
}

export type FaultKind = "too_many_requests" | "server_error" | "server_error_after" | "cut_before" | "cut_after" | "callback_first" | { slow: number };

export interface Fault {
  on: string;
  method?: string;
  fault: FaultKind;
  times: number;
}

export type Order = "as_sent" | "reversed" | "shuffled" | "before_answer" | "dropped";
