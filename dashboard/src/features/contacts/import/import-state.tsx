import { Banner } from "@/ui/banner";
import { Spinner } from "@/ui/spinner";
import { Time } from "@/ui/time";

import { useImport } from "../api/import";

/** How far an import is, and what became of its lines. */
export function ImportState({ id, isOwn }: { id: string; isOwn: boolean }) {
  const { data } = useImport(id);
  if (!data) return <Spinner label="Reading" />;
  const { state, rows, created, updated, skipped, bad, bad_lines, failure, created_at, created_by } = data;
  const running = state === "queued" || state === "running";
  return (
    <section aria-label="Import" className="flex flex-col gap-3">
      {!isOwn && (
        <h3 className="text-sm font-semibold">
          The last file{created_by && `, sent by ${created_by}`} (<Time at={created_at} />)
        </h3>
      )}
      {running && (
        <Banner>
          <Spinner label={`${rows} lines are taken in. You may close this: it goes on.`} />
        </Banner>
      )}
      {state === "failed" && <Banner tone="danger">It could not be finished: {failure ?? "try again"}. What was taken in stays. Send the file again.</Banner>}
      {!running && (
        <dl role="status" className="grid grid-cols-4 gap-2 text-center text-sm">
          <Figure name="New" count={created} />
          <Figure name="Changed" count={updated} />
          <Figure name="Known" count={skipped} />
          <Figure name="Not taken" count={bad} />
        </dl>
      )}
      {bad_lines.length > 0 && (
        <table className="text-sm">
          <caption className="pb-1 text-start font-medium">Lines that were not taken{bad > bad_lines.length && ` (the first ${bad_lines.length})`}</caption>
          <thead className="text-start text-muted">
            <tr>
              <th className="pe-4 text-start font-medium">Line</th>
              <th className="pe-4 text-start font-medium">Column</th>
              <th className="text-start font-medium">What it has to be</th>
            </tr>
          </thead>
          <tbody>
            {bad_lines.map(({ line, field, reason }) => (
              <tr key={`${line} ${field}`} className="border-t border-line align-top">
                <td className="py-1 pe-4 tabular-nums">{line}</td>
                <td className="py-1 pe-4">{field}</td>
                <td className="py-1">{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Figure({ name, count }: { name: string; count: number }) {
  return (
    <div className="flex flex-col-reverse rounded-lg bg-sunken py-2">
      <dt className="text-muted">{name}</dt>
      <dd className="text-lg font-semibold tabular-nums">{count}</dd>
    </div>
  );
}
