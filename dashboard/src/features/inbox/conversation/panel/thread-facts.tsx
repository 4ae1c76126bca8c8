import type { Thread } from "@/api/types";
import { Badge } from "@/ui/badge";

import { useAssigneeText } from "../components/assign-items";
import { Section } from "./section";

/** Who sees to a conversation, and its tags. They are changed above it. */
export function ThreadFacts({ thread }: { thread: Thread }) {
  const assigned = useAssigneeText(thread);
  return (
    <Section title="This conversation">
      <p className="text-sm">
        <span className="text-muted">Assigned to</span> {assigned}
      </p>
      {thread.tags.length > 0 && (
        <ul aria-label="Tags" className="flex flex-wrap gap-1">
          {thread.tags.map((tag) => (
            <li key={tag}>
              <Badge>{tag}</Badge>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
