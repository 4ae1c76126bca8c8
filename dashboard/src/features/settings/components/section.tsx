import { type ReactNode, useId } from "react";

/** Settings that belong together. */
export function Section({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-4 rounded-xl border border-line p-4">
      <div>
        <h3 id={id} className="font-semibold">
          {title}
        </h3>
        {about && <p className="text-sm text-muted">{about}</p>}
      </div>
      {children}
    </section>
  );
}
