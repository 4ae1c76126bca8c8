import { useState } from "react";

import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";

import type { Session } from "./session";

/** Where nobody is signed in: one button to the issuer. */
export function SignIn({ session }: { session: Session }) {
  const [failed, setFailed] = useState<string>();
  const signIn = () => {
    const to = location.pathname.startsWith("/sign-in") ? "/" : location.pathname + location.search;
    session.signIn(to).catch((error: Error) => setFailed(error.message));
  };
  return (
    <main className="flex h-full items-center justify-center bg-app p-6">
      <div className="flex w-full max-w-sm flex-col gap-5 rounded-2xl border border-line bg-surface p-8">
        <img src="/icon.svg" alt="" className="size-12" />
        <div>
          <h1 className="text-2xl font-semibold tracking-tight">patchbay</h1>
          <p className="text-muted">Conversations, calls and voicemails of your team.</p>
        </div>
        {failed && <Banner tone="danger">{failed}</Banner>}
        <Button look="primary" onClick={signIn}>
          Sign in
        </Button>
      </div>
    </main>
  );
}
