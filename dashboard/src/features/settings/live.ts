import type { QueryClient } from "@tanstack/react-query";
import type { Event } from "patchbay-client";

/** What an event changes of what this feature shows. */
export function settingsHear(_event: Event, _queries: QueryClient) {}
