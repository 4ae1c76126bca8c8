import type { ReactNode } from "react";

import type { Webhook } from "../sim/types";
import { Answer } from "./answer";
import { FormTable } from "./form-table";

/** All of a webhook: what was asked, and what was answered. */
export function WebhookDetail({ id, webhook }: { id: string; webhook: Webhook }) {
  const { method, url, form, signature, error, answer, content_type } = webhook;
  return (
    <div id={id} className="flex flex-col gap-4 bg-sunken/50 px-4 pt-2 pb-5">
      {error && (
        <p className="rounded-lg bg-danger-soft px-3 py-2 text-sm text-danger">
          {error.code && (
            <a href={`https://www.twilio.com/docs/api/errors/${error.code}`} target="_blank" rel="noreferrer" className="font-semibold underline underline-offset-2">
              {error.code}
            </a>
          )}{" "}
          {error.message}
        </p>
      )}
      <Part title="Request">
        <p className="font-mono text-xs break-all">
          <span className="font-semibold">{method}</span> {url}
        </p>
      </Part>
      <Part title="Form">
        <FormTable form={form} />
      </Part>
      <Part title="X-Twilio-Signature">
        <p className="font-mono text-xs break-all">{signature ?? "Not signed"}</p>
      </Part>
      <Part title={`Answer${content_type ? ` · ${content_type}` : ""}`}>
        <Answer text={answer} />
      </Part>
    </div>
  );
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="flex flex-col gap-1.5">
    <h3 className="text-xs font-semibold text-muted">{title}</h3>
    {children}
  </section>
);
