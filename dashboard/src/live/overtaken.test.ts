import { MutationObserver, QueryClient, QueryObserver } from "@tanstack/react-query";
import type { Event } from "patchbay-client";
import { expect, test } from "vitest";

import { tellAgain } from "./overtaken";

const event = (id: string): Event => ({ id, type: "contacts.imported", timestamp: "2026-01-31T09:00:00.000Z", data: {} as Event["data"] });

/** A record that is read by hand, and events that have it read anew. */
function world() {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const answers: { resolve: (state: string) => void; reject: (error: Error) => void }[] = [];
  const record = new QueryObserver(queries, { queryKey: ["import"], queryFn: () => new Promise<string>((resolve, reject) => answers.push({ resolve, reject })) });
  const heard: string[] = [];
  const hear = ({ id }: Event) => {
    heard.push(id);
    void queries.invalidateQueries({ queryKey: ["import"] });
  };
  const overtaken = tellAgain(queries, hear);
  const tell = (id: string) => overtaken.tell(event(id));
  const end = record.subscribe(() => undefined);
  return { queries, answers, heard, tell, shown: () => record.getCurrentResult().data, end, stop: overtaken.stop };
}

test("what is told while a record is read for the first time is not lost", async () => {
  const { answers, heard, tell, shown, end } = world();
  tell("done");
  expect(answers).toHaveLength(1);
  answers[0]?.resolve("running");
  await expect.poll(() => answers.length).toBe(2);
  expect(heard).toEqual(["done", "done"]);
  answers[1]?.resolve("done");
  await expect.poll(shown).toBe("done");
  expect(answers).toHaveLength(2);
  end();
});

test("what was told before a record is read is told once", async () => {
  const { queries, answers, heard, tell, shown, end } = world();
  answers[0]?.resolve("done");
  await expect.poll(shown).toBe("done");
  heard.length = 0;
  queries.setQueryData(["import"], "set by hand");
  tell("later");
  answers[1]?.resolve("as read later");
  await expect.poll(shown).toBe("as read later");
  expect(heard).toEqual(["later"]);
  end();
});

test("a reading that fails tells nothing, the next one begins anew", async () => {
  const { queries, answers, heard, tell, shown, end } = world();
  tell("lost");
  answers[0]?.reject(new Error("no network"));
  await expect.poll(() => queries.getQueryState(["import"])?.status).toBe("error");
  void queries.refetchQueries({ queryKey: ["import"] });
  answers[1]?.resolve("read");
  await expect.poll(shown).toBe("read");
  expect(heard).toEqual(["lost"]);
  end();
});

/** A change that is answered by hand; the answer, or what was there before, takes the record's place. */
function change(queries: QueryClient) {
  let answer: { resolve: (state: string) => void; reject: (error: Error) => void } | undefined;
  const put = (state: string) => queries.setQueryData(["record"], state);
  const mutation = new MutationObserver(queries, {
    mutationFn: () => new Promise<string>((resolve, reject) => (answer = { resolve, reject })),
    onMutate: () => Promise.resolve("context"),
    onSuccess: put,
    onError: () => put("as before"),
  });
  const begun = mutation.mutate().catch(() => undefined);
  return { answer: () => answer, begun };
}

test.each(["resolve", "reject"] as const)("what is told while a change is under way outlives its answer: %s", async (how) => {
  const queries = new QueryClient();
  const { tell } = tellAgain(queries, ({ id }) => queries.setQueryData(["record"], id));
  const { answer, begun } = change(queries);
  await expect.poll(answer).toBeDefined();
  tell(event("told meanwhile"));
  if (how === "resolve") answer()?.resolve("as answered");
  else answer()?.reject(new Error("refused"));
  await begun;
  expect(queries.getQueryData(["record"])).toBe("told meanwhile");
});

test("nothing is told any more when the page has stopped", async () => {
  const { answers, heard, tell, shown, end, stop } = world();
  tell("done");
  stop();
  answers[0]?.resolve("running");
  await expect.poll(shown).toBe("running");
  expect(heard).toEqual(["done"]);
  end();
});
