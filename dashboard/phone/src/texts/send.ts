import { useMutation } from "@tanstack/react-query";

import { useToasts } from "@/ui/toast";

import { post } from "../sim/request";
import type { Picture } from "./picture";

/** A text that a phone sends. */
export interface Outgoing {
  from: string;
  to: string;
  body: string;
  pictures: Picture[];
  whatsapp: boolean;
  /** The name that WhatsApp shows. */
  name: string;
  /** The further phones of a group. */
  others: string[];
}

interface Answer {
  sid: string;
  errors?: { code: number | null; message: string }[];
}

/** Sends a text to one of the application's numbers; what is wrong with the application's answer is said.
 * A phone sends one after the other, so that they arrive in order. */
export function useSend(phone: string, onRefused: (text: Outgoing) => void) {
  const { fail } = useToasts();
  return useMutation({
    scope: { id: `texts of ${phone}` },
    mutationFn: ({ from, to, body, pictures, whatsapp, name, others }: Outgoing) =>
      post<Answer>("messages", {
        from,
        to,
        body,
        ...(pictures.length > 0 && { media: pictures.map(({ content_type, base64 }) => ({ content_type, base64 })) }),
        ...(whatsapp && { channel: "whatsapp", profile_name: name || undefined }),
        ...(others.length > 0 && { other_recipients: others }),
      }),
    onSuccess: ({ errors }) => errors?.forEach(({ message }) => fail(new Error(message))),
    onError: (error, text) => {
      fail(error);
      onRefused(text);
    },
  });
}
