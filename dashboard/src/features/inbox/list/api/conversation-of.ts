import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import type { Contact } from "@/api/types";
import { threadId } from "@/format/thread-id";
import { useOwnNumbers } from "@/parts/own-numbers";
import { useToasts } from "@/ui/toast";

/** Leads to the conversation with somebody: the latest, or one that begins. */
export function useConversationOf() {
  const api = useApi();
  const navigate = useNavigate({ from: "/inbox" });
  const toasts = useToasts();
  const { data: numbers } = useOwnNumbers();
  return useMutation({
    mutationFn: async ({ contact_id: id, addresses }: Contact) => {
      const { threads } = await taken(api.GET("/api/contacts/{id}", { params: { path: { id } } }));
      const [to] = addresses;
      const own = numbers?.find(({ primary }) => primary) ?? numbers?.[0];
      const found = threads[0]?.thread_id ?? (own && to && threadId(to.channel, own.phone_number, to.address));
      if (!found) throw new Error("Buy a number first: there is none to write from.");
      return found;
    },
    onSuccess: (found) => void navigate({ to: "/inbox/$threadId", params: { threadId: found }, search: true }),
    onError: (error) => toasts.fail(error),
  });
}
