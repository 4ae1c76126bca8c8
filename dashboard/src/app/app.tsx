import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect, useState } from "react";

import { createApi } from "@/api/client";
import { ApiContext } from "@/api/context";
import type { Config } from "@/auth/config";
import { SignedInContext } from "@/auth/context";
import type { Person, Session } from "@/auth/session";
import { Bus } from "@/live/bus";
import { BusContext } from "@/live/context";
import { ToastProvider } from "@/ui/toast";
import { TooltipProvider } from "@/ui/tooltip";

import { startLive } from "./live";
import { createQueries } from "./queries";
import { router } from "./router";

/** The page of somebody who is signed in. */
export function App({ config, session, person }: { config: Config; session: Session; person: Person }) {
  const [api] = useState(() => createApi(config.api, session));
  const [queries] = useState(createQueries);
  const [bus] = useState(() => new Bus());
  useEffect(() => startLive(api, queries, bus), [api, queries, bus]);
  return (
    <SignedInContext value={{ config, session, person }}>
      <ApiContext value={api}>
        <QueryClientProvider client={queries}>
          <BusContext value={bus}>
            <TooltipProvider delayDuration={400}>
              <ToastProvider>
                <RouterProvider router={router} />
              </ToastProvider>
            </TooltipProvider>
          </BusContext>
        </QueryClientProvider>
      </ApiContext>
    </SignedInContext>
  );
}
