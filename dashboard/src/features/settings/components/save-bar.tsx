import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";

interface Props {
  shown: boolean;
  busy: boolean;
  /** Why it was not saved, where no field says so. */
  error?: string | undefined;
  onSave: () => void;
  onDiscard: () => void;
}

/** Below what was changed: save it, or not. */
export function SaveBar({ shown, busy, error, onSave, onDiscard }: Props) {
  if (!shown) return null;
  return (
    <div role="region" aria-label="Unsaved changes" className="sticky bottom-3 z-10 flex flex-col gap-2 rounded-xl border border-line bg-surface p-3 shadow-float">
      {error && <Banner tone="danger">Not saved. {error}</Banner>}
      <div className="flex items-center justify-end gap-2">
        <p className="me-auto text-sm font-medium">Not saved yet.</p>
        <Button onClick={onDiscard}>Discard</Button>
        <Button look="primary" busy={busy} onClick={onSave}>
          Save
        </Button>
      </div>
    </div>
  );
}
