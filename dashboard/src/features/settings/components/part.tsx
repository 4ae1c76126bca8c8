import type { ReactNode } from "react";

import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Empty } from "@/ui/empty";
import { SkeletonRows } from "@/ui/skeleton";

interface Props {
  title: string;
  /** What it is for. */
  about: ReactNode;
  /** What can be added. */
  action?: ReactNode;
  /** Says why nothing can be changed. */
  readOnly?: boolean;
  children: ReactNode;
}

/** A part of the settings. */
export function Part({ title, about, action, readOnly, children }: Props) {
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-5 p-4 pb-16 md:p-6">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="text-xl font-semibold tracking-tight">{title}</h2>
          <p className="text-sm text-muted">{about}</p>
        </div>
        {action}
      </header>
      {readOnly && <Banner>Only an owner may change this. Ask one, or ask for the role “owner”.</Banner>}
      {children}
    </div>
  );
}

interface Read<T> {
  data: T | undefined;
  error: Error | null;
  refetch: () => unknown;
}

/** What was read, or that it is being read, or that it could not be. */
export function Loaded<T>({ query: { data, error, refetch }, children }: { query: Read<T>; children: (data: T) => ReactNode }) {
  if (data !== undefined) return children(data);
  if (!error) return <SkeletonRows count={4} />;
  return (
    <Empty title="This could not be read">
      <p className="mb-3">{error.message}</p>
      <Button onClick={() => void refetch()}>Try again</Button>
    </Empty>
  );
}
