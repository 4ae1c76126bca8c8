/** A webhook's form: what it says, and in a line what it leaves open. */
export function FormTable({ form }: { form: [string, string][] }) {
  const empty = form.filter(([, value]) => value === "").map(([name]) => name);
  return (
    <>
      <table className="w-full table-fixed border-collapse text-xs">
        <tbody>
          {form.map(
            ([name, value], place) =>
              value !== "" && (
                <tr key={`${place} ${name}`} className="border-t border-line align-top">
                  <th scope="row" className="w-2/5 py-1 pe-3 text-start font-medium break-words text-muted">
                    {name}
                  </th>
                  <td className="py-1 font-mono break-words whitespace-pre-wrap">{value}</td>
                </tr>
              ),
          )}
        </tbody>
      </table>
      {empty.length > 0 && <p className="border-t border-line pt-1 text-xs text-muted">Empty: {empty.join(", ")}</p>}
    </>
  );
}
