import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { useToasts } from "@/ui/toast";

import { get, list, post, remove } from "./request";
import type { Behaviour, Delivery, Fault, Order, OwnNumber } from "./types";

/** Requests use faults up, numbers are bought and released, and the feed does not tell of that. */
const LOOK_AGAIN = 1000;

const NUMBERS = { queryKey: ["numbers"], queryFn: () => list<OwnNumber>("numbers") };

/** The numbers of the application, which phones can text and call. */
export const useNumbers = () => useQuery(NUMBERS);

/** Reads them again and again, for all that show them: each who did would ask by itself. */
export const useFreshNumbers = () => useQuery({ ...NUMBERS, refetchInterval: LOOK_AGAIN });

export const useDeliveries = () => useQuery({ queryKey: ["phones"], queryFn: () => list<Delivery>("phones") });

interface Party {
  address: string;
  behaviour: Behaviour;
}

export const useParties = () => useQuery({ queryKey: ["parties"], queryFn: () => list<Party>("parties") });

export const useFaults = () =>
  useQuery({ queryKey: ["faults"], queryFn: () => list<Fault>("faults"), refetchInterval: ({ state }) => (state.data?.length ? LOOK_AGAIN : false) });

export interface Orders {
  order: Order;
  repeat: number;
  messages: { order: Order; repeat: number };
}

export const useOrders = () => useQuery({ queryKey: ["callbacks"], queryFn: () => get<Orders>("callbacks") });

/** Sets something of the world; what is shown of it is read again. */
function useSetting<T>(key: string, set: (value: T) => Promise<unknown>) {
  const queries = useQueryClient();
  const { fail } = useToasts();
  return useMutation({ mutationFn: set, onError: fail, onSettled: () => queries.invalidateQueries({ queryKey: [key] }) });
}

export const useSetDelivery = () => useSetting("phones", ({ error_code, ...rest }: Delivery) => post("phones", { ...rest, ...(error_code && { error_code }) }));
export const useSetParty = () => useSetting("parties", (party: Party) => post("parties", party));
export const useAddFault = () => useSetting("faults", (fault: Fault) => post("faults", fault));
export const useEndFaults = () => useSetting("faults", () => remove("faults"));
export const useSetOrder = () => useSetting("callbacks", (order: Order) => post("callbacks", { order, messages: { order } }));
