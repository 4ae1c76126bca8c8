import type { components } from "patchbay-client";

type Schemas = components["schemas"];

export type Thread = Schemas["Thread"];
export type Message = Schemas["Message"];
export type Attachment = Schemas["Attachment"];
export type Call = Schemas["Call"];
export type CallOutcome = Schemas["CallOutcome"];
export type Voicemail = Schemas["Voicemail"];
export type Contact = Schemas["Contact"];
export type TimelineEntry = Schemas["TimelineEntry"];
export type Note = Schemas["Note"];
export type Counts = Schemas["Counts"];
export type Channel = Schemas["Channel"];
export type Snippet = Schemas["Snippet"];
export type Preferences = Schemas["Preferences"];
export type OwnNumber = Schemas["Number"];
export type Webhook = Schemas["Webhook"];
export type Delivery = Schemas["Delivery"];
export type Consent = Schemas["Consent"];
