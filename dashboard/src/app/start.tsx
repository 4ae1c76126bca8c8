import { use } from "react";
import { Suspense } from "react";

import { type Config, loadConfig } from "@/auth/config";
import { Session } from "@/auth/session";
import { SignIn } from "@/auth/sign-in";
import type { Person } from "@/auth/session";
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

export function Start() {
  return (
    <Suspense fallback={<Waiting />}>
      <Page />
    </Suspense>
  );
}

function Page() {
  const begun = use(beginning);
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
