import type { World } from "./world";

/** A message as an outside phone has it. */
export interface Arrived {
  from: string;
  body: string;
  media: { content_type: string }[];
}

/** What a phone got. */
export async function arrived(world: World, phone: string): Promise<Arrived[]> {
  const answer = await fetch(`${world.local.sim}/messages?to=${encodeURIComponent(phone)}`);
  return ((await answer.json()) as { items: Arrived[] }).items;
}
