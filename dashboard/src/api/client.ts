import { createPatchbay, type Patchbay } from "patchbay-client";

import type { Session } from "@/auth/session";

/** The API for whoever is signed in. A token that is refused is renewed once, and the request sent again. */
export function createApi(baseUrl: string, session: Session): Patchbay {
  return createPatchbay({
    baseUrl,
    token: () => session.token(),
    async fetch(request) {
      const again = request.clone();
      const answer = await fetch(request);
      if (answer.status !== 401) return answer;
      const user = await session.renew();
      again.headers.set("Authorization", `Bearer ${session.tokenOf(user)}`);
      return fetch(again);
    },
  });
}
