import { useMutation, useQueryClient } from "@tanstack/react-query";

import { useApi } from "@/api/context";
import { Failure, taken } from "@/api/failure";
import { keys } from "@/api/keys";

import { endPurchase, type Purchase } from "../purchase";

/** Buys a number. The same purchase, asked for again, buys nothing twice. */
export function useBuyNumber() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ key, ...body }: Purchase) =>
      taken(api.POST("/api/twilio/purchase-number", { params: { header: { "Idempotency-Key": key } }, body })),
    onSuccess: () => {
      endPurchase();
      void queries.invalidateQueries({ queryKey: keys.numbers() });
      void queries.invalidateQueries({ queryKey: ["offers"] });
    },
    onError: (error) => {
      if (isRefused(error)) endPurchase();
    },
  });
}

/** Whether nothing was bought for certain. After a broken network or a 503 nobody knows. */
export function isRefused(error: unknown): boolean {
  return error instanceof Failure && error.status >= 400 && error.status < 500 && error.status !== 429;
}
