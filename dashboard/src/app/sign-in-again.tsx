import { useState, useSyncExternalStore } from "react";

import { useSignedIn } from "@/auth/context";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";

/** Stands before a page whose sign-in has ended. What was written stays, and requests that wait go on afterwards. */
export function SignInAgain() {
  const { session } = useSignedIn();
  const expired = useSyncExternalStore((tell) => session.onChange(tell), () => session.expired);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const signIn = () => {
    setBusy(true);
    setFailed(undefined);
    session
      .signInAgain()
      .catch((error: Error) => setFailed(error.message))
      .finally(() => setBusy(false));
  };
  return (
    <Dialog
      title="Sign in again"
      open={expired}
      firm
      onClose={() => {}}
      footer={
        <Button look="primary" busy={busy} onClick={signIn}>
          Sign in
        </Button>
      }
    >
      <p>Your sign-in has ended. Sign in again in a small window: what you have written stays where it is.</p>
      {failed && (
        <div className="mt-3">
          <Banner tone="danger">{failed}</Banner>
        </div>
      )}
    </Dialog>
  );
}
