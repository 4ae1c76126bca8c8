import type { Preferences } from "@/api/types";
import { useSignedIn } from "@/auth/context";
import { usePhoneText } from "@/format/phone";

import { type Step, stepsOf } from "../steps";
import { Listen } from "./listen";

/** What a caller hears with what is saved, step by step. */
export function Preview({ saved, isDirty }: { saved: Preferences; isDirty: boolean }) {
  const { config } = useSignedIn();
  const phone = usePhoneText();
  return (
    <section aria-labelledby="heard-now" className="m-4 flex flex-col gap-3 rounded-xl border border-line bg-app p-4 md:m-6 xl:sticky xl:top-6 xl:ms-0 xl:max-h-[calc(100dvh-8rem)] xl:overflow-y-auto">
      <div>
        <h2 id="heard-now" className="font-semibold">
          What a caller hears now
        </h2>
        <p className="text-sm text-muted">{isDirty ? "As saved, without your changes." : "As it is saved."}</p>
      </div>
      {config.local && <Listen menu={saved.menu} />}
      <Steps steps={stepsOf(saved, phone)} />
    </section>
  );
}

function Steps({ steps }: { steps: Step[] }) {
  return (
    <ol className="flex flex-col gap-2">
      {steps.map(({ does, says, after }, index) => (
        <li key={index} className="text-sm">
          {does}
          {says && <q className="mt-1 block rounded-lg bg-surface px-3 py-2 whitespace-pre-line">{says}</q>}
          {after && (
            <dl className="mt-2 flex flex-col gap-3 border-s-2 border-line ps-3">
              {after.map(({ when, steps: more }) => (
                <div key={when}>
                  <dt className="font-medium">{when}</dt>
                  <dd className="mt-1">
                    <Steps steps={more} />
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ol>
  );
}
