import { Button } from "@/ui/button";

/** When the page cannot even begin. */
export function Broken({ error }: { error: unknown }) {
  return (
    <main className="mx-auto flex h-full max-w-md flex-col justify-center gap-4 p-6">
      <h1 className="text-xl font-semibold">patchbay cannot start</h1>
      <p className="text-muted">{error instanceof Error ? error.message : String(error)}</p>
      <p>Look at your connection, and try again. If it stays so, tell whoever runs this patchbay.</p>
      <div>
        <Button look="primary" onClick={() => location.assign("/")}>
          Try again
        </Button>
      </div>
    </main>
  );
}
