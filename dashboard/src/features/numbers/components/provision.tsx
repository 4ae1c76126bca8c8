import type { components } from "patchbay-client";
import { type FormEvent, useState } from "react";

import { useMay } from "@/auth/context";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Field, Input } from "@/ui/field";
import { Spinner } from "@/ui/spinner";

import { useProvision } from "../api/provision";

type Account = components["schemas"]["TwilioAccount"];

const STEPS: Record<string, string> = {
  search: "Looking for a number",
  account: "Making the account",
  number: "Buying the number",
  activate: "Setting the number up",
  undo: "Taking back what was begun",
};

/** How a tenant without an account comes to one. */
export function Provision({ account }: { account: Account }) {
  const { status, provisioning } = account;
  if (status === "provisioning") {
    return (
      <Banner>
        <Spinner label={STEPS[provisioning?.step ?? ""] ?? "Getting a Twilio account and a number"} />
        <p className="mt-1">It goes on by itself. You can leave this page.</p>
      </Banner>
    );
  }
  if (status !== "none") return provisioning?.message ? <Banner>{provisioning.message}</Banner> : null;
  return <Begin failure={provisioning?.failure?.message} />;
}

function Begin({ failure }: { failure: string | undefined }) {
  const may = useMay("owner");
  const provision = useProvision();
  const [area, setArea] = useState("");
  const error = provision.error?.message ?? failure;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    provision.mutate(area ? { area_code: area } : {});
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4 rounded-xl border border-line p-4">
      <div>
        <h2 className="font-semibold">Get your first number</h2>
        <p className="text-sm text-muted">A Twilio account is made for you, with a number that texts and calls arrive on. It takes less than a minute.</p>
      </div>
      {error && <Banner tone="danger">{error}</Banner>}
      {may ? (
        <>
          <Field label="Area code" hint="In the US. If none is for sale there, you get the nearest one. Empty: any.">
            <Input
              inputMode="numeric"
              pattern="[2-9][0-9]{2}"
              title="Three digits"
              value={area}
              onChange={(event) => setArea(event.target.value)}
              className="max-w-40"
            />
          </Field>
          <Button type="submit" look="primary" busy={provision.isPending} className="self-start">
            Get a number
          </Button>
        </>
      ) : (
        <p>Ask an owner to get one.</p>
      )}
    </form>
  );
}
