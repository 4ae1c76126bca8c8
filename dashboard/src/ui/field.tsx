import clsx from "clsx";
import { cloneElement, type InputHTMLAttributes, type ReactElement, type Ref, type SelectHTMLAttributes, type TextareaHTMLAttributes, useId } from "react";

interface FieldProps {
  label: string;
  /** What to write, or what follows from it. */
  hint?: string | undefined;
  /** What is wrong. */
  error?: string | undefined;
  children: ReactElement<{ id?: string; "aria-describedby"?: string; "aria-invalid"?: boolean }>;
}

/** A control with its label, and below it what is wrong or what to write. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const said = error ?? hint;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {cloneElement(children, {
        id,
        ...(said && { "aria-describedby": `${id}-said` }),
        ...(error && { "aria-invalid": true }),
      })}
      {said && (
        <p id={`${id}-said`} role={error ? "alert" : undefined} className={clsx("text-sm", error ? "text-danger" : "text-muted")}>
          {said}
        </p>
      )}
    </div>
  );
}

const CONTROL =
  "w-full rounded-lg border border-line-strong/70 bg-surface px-3 text-base text-ink aria-invalid:border-danger disabled:opacity-60 sm:text-[0.9375rem]";

export function Input({ className, ...rest }: InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> }) {
  return <input className={clsx(CONTROL, "h-10", className)} {...rest} />;
}

export function TextArea({ className, ...rest }: TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> }) {
  return <textarea className={clsx(CONTROL, "min-h-24 py-2", className)} {...rest} />;
}

/** The browser's own: it is accessible, and on a phone it is the phone's. */
export function Select({ className, ...rest }: SelectHTMLAttributes<HTMLSelectElement>) {
  return <select className={clsx(CONTROL, "h-10", className)} {...rest} />;
}
