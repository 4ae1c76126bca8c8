import type { World } from "./world";

export interface Listed {
  thread_id: string;
  contact_id: string;
  contact_number: string;
}

/** The conversations that there are, by whom they are with. */
export async function threads(world: World): Promise<Record<string, Listed>> {
  const { items } = await world.api<{ items: Listed[] }>("GET", "/api/threads?limit=200");
  return Object.fromEntries(items.map((thread) => [thread.contact_number, thread]));
}
