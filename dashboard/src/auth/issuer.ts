import type { User, UserManager } from "oidc-client-ts";

import type { Config } from "./config";

/** What the library keeps of a sign-in, as far as a page that is signed in needs it. */
export type Kept = Pick<User, "access_token" | "id_token" | "expires_at" | "profile">;

/** Ends with the tab. */
const tab = canStore() ? sessionStorage : memoryStorage();

/** Who is signed in, without the library, which most pages then need not load. */
export function kept({ issuer, client_id }: Config): Kept | null {
  const text = tab.getItem(`oidc.user:${issuer}:${client_id}`);
  return text ? (JSON.parse(text) as Kept) : null;
}

/** The library that signs in, renews and signs out. */
export async function managerFor(config: Config): Promise<UserManager> {
  const { UserManager, WebStorageStateStore } = await import("oidc-client-ts");
  const at = (path: string) => new URL(path, location.origin).href;
  const store = new WebStorageStateStore({ store: tab });
  return new UserManager({
    authority: config.issuer,
    client_id: config.client_id,
    scope: config.scope,
    response_type: "code",
    redirect_uri: at("/sign-in/done"),
    popup_redirect_uri: at("/sign-in/popup"),
    post_logout_redirect_uri: at("/sign-in"),
    ...(config.audience && { extraQueryParams: { audience: config.audience } }),
    automaticSilentRenew: false,
    monitorSession: false,
    userStore: store,
    stateStore: store,
  });
}

function canStore(): boolean {
  try {
    sessionStorage.setItem("probe", "");
    sessionStorage.removeItem("probe");
    return true;
  } catch {
    return false;
  }
}

/** For browsers that refuse to store anything: a sign-in then ends with the page. */
function memoryStorage(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
  };
}
