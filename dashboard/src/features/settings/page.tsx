import { useParams } from "@tanstack/react-router";
import { Suspense } from "react";

import { PageHeader } from "@/parts/page-header";
import { Empty } from "@/ui/empty";
import { SkeletonRows } from "@/ui/skeleton";

import { PartNav } from "./components/part-nav";
import { PARTS } from "./parts";

/** Settings: their parts at the side, on a phone above. */
export function SettingsPage() {
  const { part: slug = "calls" } = useParams({ strict: false });
  const part = PARTS.find((each) => each.slug === slug);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader title="Settings" />
      <div className="flex min-h-0 flex-1 flex-col md:flex-row">
        <PartNav chosen={slug} />
        <div className="min-h-0 min-w-0 flex-1 overflow-y-auto" key={slug}>
          {part ? (
            <Suspense fallback={<SkeletonRows count={5} />}>
              <part.Page />
            </Suspense>
          ) : (
            <Empty title="There are no such settings">Choose a part of the list.</Empty>
          )}
        </div>
      </div>
    </div>
  );
}
