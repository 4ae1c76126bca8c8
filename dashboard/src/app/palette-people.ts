import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { User } from "lucide-react";
import { useDeferredValue } from "react";

import { useApi } from "@/api/context";
import { taken } from "@/api/failure";
import { keys } from "@/api/keys";
import { usePhoneText } from "@/format/phone";

import type { PaletteEntry } from "./palette-dialog";

/** People whose name, number or reference has what was typed. */
export function usePeople(text: string): PaletteEntry[] {
  const api = useApi();
  const navigate = useNavigate();
  const phone = usePhoneText();
  const q = useDeferredValue(text.trim());
  const query = { q, limit: 8 };
  const { data } = useQuery({
    queryKey: keys.people(q),
    queryFn: () => taken(api.GET("/api/contacts", { params: { query } })),
    enabled: q.length >= 2,
    placeholderData: (before) => before,
  });
  if (q.length < 2) return [];
  return (data?.items ?? []).map(({ contact_id, name, profile_name, addresses }) => ({
    id: contact_id,
    name: name ?? profile_name ?? phone(addresses[0]?.address ?? contact_id),
    Icon: User,
    run: () => void navigate({ to: "/contacts/$contactId", params: { contactId: contact_id } }),
  }));
}
