import { Toast as Radix } from "radix-ui";
import { X } from "lucide-react";
import { createContext, type ReactNode, use, useCallback, useMemo, useState } from "react";

interface Note {
  id: number;
  text: string;
  tone: "plain" | "danger";
  undo: (() => void) | undefined;
}

export interface Toasts {
  /** Says that something was done. */
  say(text: string, undo?: () => void): void;
  /** Says that something went wrong. */
  fail(error: unknown): void;
}

const Context = createContext<Toasts | null>(null);

export function useToasts(): Toasts {
  const toasts = use(Context);
  if (!toasts) throw new Error("there is no place for toasts");
  return toasts;
}

let last = 0;

export function ToastProvider({ children }: { children: ReactNode }) {
  const [notes, setNotes] = useState<Note[]>([]);
  const add = useCallback((note: Omit<Note, "id">) => setNotes((all) => [...all.slice(-3), { ...note, id: (last += 1) }]), []);
  const toasts = useMemo<Toasts>(
    () => ({
      say: (text, undo) => add({ text, tone: "plain", undo }),
      fail: (error) => add({ text: error instanceof Error ? error.message : String(error), tone: "danger", undo: undefined }),
    }),
    [add],
  );
  const drop = (id: number) => setNotes((all) => all.filter((note) => note.id !== id));
  return (
    <Context value={toasts}>
      <Radix.Provider duration={6000} swipeDirection="left">
        {children}
        {notes.map((note) => (
          <ToastNote key={note.id} note={note} onDrop={() => drop(note.id)} />
        ))}
        <Radix.Viewport className="fixed inset-x-0 top-3 z-50 mx-auto flex w-[min(26rem,calc(100vw-2rem))] flex-col gap-2 outline-none md:start-6 md:end-auto md:top-auto md:bottom-6 md:mx-0" />
      </Radix.Provider>
    </Context>
  );
}

function ToastNote({ note, onDrop }: { note: Note; onDrop: () => void }) {
  return (
    <Radix.Root
      type={note.tone === "danger" ? "foreground" : "background"}
      onOpenChange={(open) => !open && onDrop()}
      className={`flex items-center gap-3 rounded-xl px-4 py-2 text-sm shadow-float ${note.tone === "danger" ? "bg-danger text-on-danger" : "bg-ink text-app"}`}
    >
      <Radix.Description className="min-w-0 flex-1">{note.text}</Radix.Description>
      {note.undo && (
        <Radix.Action altText="Undo" onClick={note.undo} className="rounded px-2 py-1 font-semibold underline underline-offset-2">
          Undo
        </Radix.Action>
      )}
      <Radix.Close aria-label="Close" className="rounded p-1">
        <X aria-hidden className="size-4" />
      </Radix.Close>
    </Radix.Root>
  );
}
