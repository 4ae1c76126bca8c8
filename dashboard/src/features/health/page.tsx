import { RefreshCw } from "lucide-react";

import { PageHeader } from "@/parts/page-header";
import { Button } from "@/ui/button";

import { Check } from "./components/check";
import { Summary } from "./components/summary";
import { useChecks } from "./use-checks";

/** Health: what is wrong, and what to do about it. */
export function HealthPage() {
  const checks = useChecks();
  const isChecking = checks.some(({ query }) => query?.isFetching);
  const checkAgain = () => checks.forEach(({ query }) => void query?.refetch());
  return (
    <div className="flex h-full flex-col">
      <PageHeader title="Health">
        <Button icon={<RefreshCw aria-hidden />} busy={isChecking} onClick={checkAgain}>
          Check again
        </Button>
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-y-auto p-4">
        <div className="mx-auto flex max-w-3xl flex-col gap-2">
          <Summary checks={checks} />
          {checks.map((check) => (
            <Check key={check.name} {...check} />
          ))}
        </div>
      </div>
    </div>
  );
}
