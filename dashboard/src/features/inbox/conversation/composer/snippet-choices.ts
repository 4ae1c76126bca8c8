import type { Thread } from "@/api/types";
import { useSnippets } from "@/parts/snippets";

import { filled } from "./snippet-text";
import type { Suggest } from "./use-suggestions";

/** Snippets by `/`, with what their variables stand for. */
export function useSnippetChoices(thread: Thread | undefined): Suggest {
  const { data = [] } = useSnippets();
  const choices = data.map(({ snippet_id, name, text }) => {
    const insert = filled(text, thread);
    return { id: snippet_id, name, detail: insert, insert };
  });
  return { sign: "/", noun: "Snippets", choices };
}
