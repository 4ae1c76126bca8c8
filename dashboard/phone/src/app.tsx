import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";

import { ToastProvider } from "@/ui/toast";
import { TooltipProvider } from "@/ui/tooltip";

import { Page } from "./page";
import { WorldProvider } from "./sim/context";

/** The world outside: phones, and what the application is asked. */
export function App() {
  const [queries] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 5_000 } } }));
  return (
    <QueryClientProvider client={queries}>
      <TooltipProvider delayDuration={400}>
        <ToastProvider>
          <WorldProvider>
            <Page />
          </WorldProvider>
        </ToastProvider>
      </TooltipProvider>
    </QueryClientProvider>
  );
}
