import { Bell, type LucideIcon, Phone, SquareSlash, Tag, UserRound, Webhook } from "lucide-react";
import { type ComponentType, lazy } from "react";

/** A part of the settings. */
export interface Part {
  slug: string;
  name: string;
  Icon: LucideIcon;
  Page: ComponentType;
}

/** Loaded when looked at. */
export const PARTS: Part[] = [
  { slug: "calls", name: "Calls", Icon: Phone, Page: lazy(async () => ({ default: (await import("./calls/page")).CallsPart })) },
  { slug: "snippets", name: "Snippets", Icon: SquareSlash, Page: lazy(async () => ({ default: (await import("./snippets/page")).SnippetsPart })) },
  { slug: "tags", name: "Tags", Icon: Tag, Page: lazy(async () => ({ default: (await import("./tags/page")).TagsPart })) },
  { slug: "webhooks", name: "Webhooks", Icon: Webhook, Page: lazy(async () => ({ default: (await import("./webhooks/page")).WebhooksPart })) },
  { slug: "people", name: "You and roles", Icon: UserRound, Page: lazy(async () => ({ default: (await import("./people/page")).PeoplePart })) },
  { slug: "look", name: "Notifications and look", Icon: Bell, Page: lazy(async () => ({ default: (await import("./look/page")).LookPart })) },
];
