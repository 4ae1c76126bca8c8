import { useQuery } from "@tanstack/react-query";
import type { components } from "patchbay-client";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";

export type Checked = components["schemas"]["CheckedNumber"];

export const CHECKED = [...keys.numbers(), "checked"] as const;

/** How Twilio has the numbers. It is asked for each of them, which takes a while. */
export function useChecked() {
  const api = useApi();
  return useQuery({
    queryKey: CHECKED,
    queryFn: async () => {
      const { items } = await taken(api.GET("/api/numbers", { params: { query: { check: true } } }));
      return items.filter((number): number is Checked => "webhooks" in number);
    },
  });
}
