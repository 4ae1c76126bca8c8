import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";

import { callsSearch } from "@/features/calls/search";
import { contactsSearch } from "@/features/contacts/search";
import { inboxSearch } from "@/features/inbox/search";
import { voicemailsSearch } from "@/features/voicemails/search";

import { NotFound } from "./not-found";
import { PageFailed } from "./page-failed";
import { Shell } from "./shell";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
const under = <const Path extends string>(path: Path) => ({ getParentRoute: () => root, path });

const index = createRoute({
  ...under("/"),
  beforeLoad: () => {
    throw redirect({ to: "/inbox", replace: true });
  },
});

const inbox = createRoute({
  ...under("/inbox"),
  validateSearch: inboxSearch,
  component: lazyRouteComponent(() => import("@/features/inbox/page"), "InboxPage"),
});
const conversation = createRoute({
  getParentRoute: () => inbox,
  path: "$threadId",
  component: lazyRouteComponent(() => import("@/features/inbox/conversation-page"), "ConversationPage"),
});

const calls = createRoute({
  ...under("/calls"),
  validateSearch: callsSearch,
  component: lazyRouteComponent(() => import("@/features/calls/page"), "CallsPage"),
});
const call = createRoute({
  getParentRoute: () => calls,
  path: "$callId",
  component: lazyRouteComponent(() => import("@/features/calls/call-page"), "CallPage"),
});

const voicemails = createRoute({
  ...under("/voicemails"),
  validateSearch: voicemailsSearch,
  component: lazyRouteComponent(() => import("@/features/voicemails/page"), "VoicemailsPage"),
});

const contacts = createRoute({
  ...under("/contacts"),
  validateSearch: contactsSearch,
  component: lazyRouteComponent(() => import("@/features/contacts/page"), "ContactsPage"),
});
const contact = createRoute({
  getParentRoute: () => contacts,
  path: "$contactId",
  component: lazyRouteComponent(() => import("@/features/contacts/contact-page"), "ContactPage"),
});

const numbers = createRoute({
  ...under("/numbers"),
  component: lazyRouteComponent(() => import("@/features/numbers/page"), "NumbersPage"),
});
const settings = createRoute({
  ...under("/settings"),
  component: lazyRouteComponent(() => import("@/features/settings/page"), "SettingsPage"),
});
const settingsPart = createRoute({
  ...under("/settings/$part"),
  component: lazyRouteComponent(() => import("@/features/settings/page"), "SettingsPage"),
});
const health = createRoute({
  ...under("/health"),
  component: lazyRouteComponent(() => import("@/features/health/page"), "HealthPage"),
});

const tree = root.addChildren([
  index,
  inbox.addChildren([conversation]),
  calls.addChildren([call]),
  voicemails,
  contacts.addChildren([contact]),
  numbers,
  settings,
  settingsPart,
  health,
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: "intent",
  defaultErrorComponent: PageFailed,
  scrollRestoration: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
