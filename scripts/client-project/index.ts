import { createPatchbay, idempotencyKey, items, type Event } from "patchbay-client";

const patchbay = createPatchbay({ baseUrl: "https://api.example.com", token: () => "token" });

export async function send(to: string, body: string): Promise<string> {
  const header = { "Idempotency-Key": idempotencyKey() };
  const { data, error } = await patchbay.POST("/api/messages", { params: { header }, body: { to, body } });
  if (!data) throw new Error("not sent", { cause: error });
  return data.message_id;
}

export async function names(): Promise<string[]> {
  const names: string[] = [];
  const pages = items((cursor) => patchbay.GET("/api/contacts", { params: { query: cursor ? { cursor } : {} } }));
  for await (const contact of pages) names.push(contact.name ?? contact.contact_id);
  return names;
}

export const live = patchbay.live({ onEvent: (event: Event) => console.log(event.type) });

// @ts-expect-error There is no such route.
void patchbay.GET("/api/nothing");
