import { startTransition, useEffect, useState } from "react";

import { type Config, loadConfig } from "@/auth/config";
import { type Person, Session } from "@/auth/session";
import { SignIn } from "@/auth/sign-in";
import { warmUp } from "@/format/time";
import { Spinner } from "@/ui/spinner";

import { App } from "./app";
import { Broken } from "./broken";
import { router } from "./router";

interface Begun {
  config: Config;
  session: Session;
  person: Person | null;
}

/** Reads where this runs and who is signed in, and takes what the issuer sends back. */
async function begin(): Promise<Begun> {
  // The page that the address names comes meanwhile, if it is one.
  const page = location.pathname.startsWith("/sign-in") ? undefined : router.load();
  setTimeout(warmUp);
  const config = await loadConfig();
  const session = new Session(config);
  const wanted = await session.takeAnswer();
  if (wanted) history.replaceState(null, "", wanted);
  const person = session.person();
  if (person) await (page ?? router.load());
  return { config, session, person };
}

/** After the script has been read, not with it: between the two a slow phone can do other things. */
const beginning = new Promise((next) => setTimeout(next)).then(begin).catch((error: unknown) => ({ error }));

/**
 * Without `Suspense`: what comes after a fallback is held back by React for 300 ms, and nobody is to wait for that. As a
 * transition: all that is drawn then is much for a slow phone, which is to do other things between.
 */
export function Start() {
  const [begun, setBegun] = useState<Awaited<typeof beginning>>();
  useEffect(() => void beginning.then((all) => startTransition(() => setBegun(all))), []);
  if (!begun) return <Waiting />;
  if ("error" in begun) return <Broken error={begun.error} />;
  const { config, session, person } = begun;
  if (!person) return <SignIn session={session} />;
  return <App config={config} session={session} person={person} />;
}

const Waiting = () => (
  <div className="flex h-full items-center justify-center text-muted">
    <Spinner label="Loading" />
  </div>
);
