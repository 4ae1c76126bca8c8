import type { Thread } from "@/api/types";
import { useTags } from "@/parts/tags";
import { MenuCheck, MenuLabel } from "@/ui/menu";

import { useChangeThread } from "../api/change-thread";

/** Entries of a menu: the tags that there are, and those that the conversation has. */
export function TagItems({ thread }: { thread: Thread }) {
  const { data } = useTags();
  const { mutate } = useChangeThread(thread.thread_id);
  const known = data?.items.map(({ name }) => name) ?? [];
  const all = [...known, ...thread.tags.filter((tag) => !known.includes(tag))];
  const turn = (tag: string) => mutate({ tags: thread.tags.includes(tag) ? thread.tags.filter((other) => other !== tag) : [...thread.tags, tag] });
  return (
    <>
      <MenuLabel>{all.length > 0 ? "Tags" : "No tags yet: make some in the settings"}</MenuLabel>
      {all.map((tag) => (
        <MenuCheck key={tag} checked={thread.tags.includes(tag)} onChange={() => turn(tag)}>
          {tag}
        </MenuCheck>
      ))}
    </>
  );
}
