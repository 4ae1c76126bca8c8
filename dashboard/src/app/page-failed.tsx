import type { ErrorComponentProps } from "@tanstack/react-router";

import { Button } from "@/ui/button";
import { Empty } from "@/ui/empty";

/** When a page fails: also when its code is of a deployment that is gone. */
export function PageFailed({ error }: ErrorComponentProps) {
  return (
    <Empty title="This page failed">
      <p className="mb-4">{error instanceof Error ? error.message : String(error)}</p>
      <Button onClick={() => location.reload()}>Load it again</Button>
    </Empty>
  );
}
