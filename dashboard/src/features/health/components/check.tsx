import type { UseQueryResult } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

import { Button } from "@/ui/button";
import { Spinner } from "@/ui/spinner";

import type { Trouble } from "../words";

export interface CheckProps {
  name: string;
  /** What is said where nothing is wrong. */
  good: string;
  /** Nothing yet while it is read. */
  query?: Pick<UseQueryResult, "isPending" | "isFetching" | "error" | "refetch">;
  troubles: { id: string; trouble: Trouble; action?: ReactNode }[];
}

/** One of the things that are checked: that it is well, or what is wrong and what to do. */
export function Check({ name, good, query, troubles }: CheckProps) {
  return (
    <section className="flex flex-col gap-3 border-b border-line py-4 last:border-0">
      <h2 className="font-semibold">{name}</h2>
      {query?.isPending && (
        <p className="text-sm text-muted">
          <Spinner label="Checking" />
        </p>
      )}
      {query?.error && (
        <div className="flex flex-wrap items-center gap-3 text-sm text-danger">
          This could not be checked: {query.error.message}
          <Button size="small" onClick={() => void query.refetch()}>
            Try again
          </Button>
        </div>
      )}
      {!query?.isPending && !query?.error && troubles.length === 0 && (
        <p className="flex items-center gap-2 text-sm text-muted">
          <CircleCheck aria-hidden className="size-4 shrink-0 text-good" />
          {good}
        </p>
      )}
      {troubles.length > 0 && (
        <ul className="flex flex-col gap-3">
          {troubles.map(({ id, trouble, action }) => (
            <li key={id}>
              <TroubleBox trouble={trouble} action={action} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function TroubleBox({ trouble: { title, text, tone }, action }: { trouble: Trouble; action: ReactNode }) {
  const isBad = tone === "danger";
  const Icon = isBad ? CircleAlert : TriangleAlert;
  return (
    <div className={`flex flex-wrap items-center gap-3 rounded-xl px-4 py-3 text-sm ${isBad ? "bg-danger-soft" : "bg-warn-soft"}`}>
      <Icon aria-hidden className={`size-5 shrink-0 ${isBad ? "text-danger" : "text-warn"}`} />
      <div className="min-w-0 flex-1 basis-64">
        <p className={`font-semibold ${isBad ? "text-danger" : "text-warn"}`}>{title}</p>
        <p>{text}</p>
      </div>
      {action}
    </div>
  );
}
