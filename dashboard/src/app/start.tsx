import { useEffect, useState } from "react";

import { type Config, loadConfig } from "@/auth/config";
import { type Person, Session } from "@/auth/session";
import { SignIn } from "@/auth/sign-in";
import { Spinner } from "@/ui/spinner";

import { App } from "./app";
import { Broken } from "./broken";

interface Begun {
  config: Config;
  session: Session;
  person: Person | null;
}

/** Reads where this runs and who is signed in, and takes what the issuer sends back. */
async function begin(): Promise<Begun> {
  const config = await loadConfig();
  const session = new Session(config);
  if (location.pathname === "/sign-in/popup") await session.manager.signinPopupCallback();
  if (location.pathname === "/sign-in/done") {
    const user = await session.manager.signinRedirectCallback();
    const wanted = user.state as { to?: string } | undefined;
    history.replaceState(null, "", wanted?.to ?? "/");
  }
  return { config, session, person: await session.person() };
}

const beginning = begin().catch((error: unknown) => ({ error }));

/** Without `Suspense`: what comes after a fallback is held back by React for 300 ms, and nobody is to wait for that. */
export function Start() {
  const [begun, setBegun] = useState<Awaited<typeof beginning>>();
  useEffect(() => void beginning.then(setBegun), []);
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
