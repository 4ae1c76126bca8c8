import { InMemoryWebStorage, type User, UserManager, WebStorageStateStore } from "oidc-client-ts";

import type { Config } from "./config";

export type Role = "owner" | "agent" | "viewer";

/** Who is signed in, as the page needs it. */
export interface Person {
  user: string;
  name: string;
  role: Role;
}

/** Asked when a token has ended and cannot be renewed: resolves once somebody has signed in again. */
type AskAgain = () => void;

/** One signed-in user, whose tokens are kept for this tab and nowhere else. */
export class Session {
  readonly manager: UserManager;
  private renewing: Promise<User> | undefined;
  private listeners = new Set<AskAgain>();
  /** Whom the page was made for. */
  private shown: Person | undefined;
  /** Set while the page waits for the user to sign in again. */
  expired = false;

  constructor(private readonly config: Config) {
    const at = (path: string) => new URL(path, location.origin).href;
    this.manager = new UserManager({
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
      userStore: new WebStorageStateStore({ store: tabStorage() }),
      stateStore: new WebStorageStateStore({ store: tabStorage() }),
    });
  }

  /** The person, or nobody. */
  async person(): Promise<Person | null> {
    const user = await this.manager.getUser();
    if (!user) return null;
    this.shown ??= this.describe(user);
    return this.shown;
  }

  /** A token that lasts for half a minute at least; waits for the user where it cannot be renewed. */
  async token(): Promise<string> {
    const user = await this.manager.getUser();
    if (user && this.shown && user.profile.sub !== this.shown.user) return beginAnew();
    if (user && (user.expires_in ?? 0) > 30) return this.tokenOf(user);
    return this.tokenOf(await this.renew());
  }

  /** A new token, by the refresh token or by the user. Requests that need one meanwhile wait for the same. */
  renew(): Promise<User> {
    this.renewing ??= this.renewed().finally(() => (this.renewing = undefined));
    return this.renewing;
  }

  /** Signs in again in a window of its own, so that nothing on the page is lost. For somebody else the page begins anew. */
  async signInAgain(): Promise<void> {
    const user = await this.manager.signinPopup({ popupAbortOnClose: true }).catch((error: Error) => {
      throw error.message === "Popup closed by user" ? new Error("The window was closed. Try again.") : error;
    });
    const { user: id, role } = this.describe(user);
    if (this.shown && (id !== this.shown.user || role !== this.shown.role)) return beginAnew();
    this.expired = false;
    this.returned?.(user);
    this.tell();
  }

  /** Ends the sign-in here and at the issuer. */
  async signOut(): Promise<void> {
    // Cognito's names of what OpenID Connect calls post_logout_redirect_uri; others ignore them.
    const cognito = { client_id: this.config.client_id, logout_uri: new URL("/sign-in", location.origin).href };
    await this.manager.signoutRedirect({ extraQueryParams: cognito }).catch(async () => {
      await this.manager.removeUser();
      location.assign("/sign-in");
    });
  }

  /** Is told whenever `expired` changes. */
  onChange(listener: AskAgain): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private returned: ((user: User) => void) | undefined;

  private async renewed(): Promise<User> {
    const silent = await this.manager.signinSilent({ silentRequestTimeoutInSeconds: 10 }).catch(() => null);
    if (silent) return silent;
    this.expired = true;
    this.tell();
    return new Promise((resolve) => (this.returned = resolve));
  }

  private tell() {
    for (const listener of this.listeners) listener();
  }

  /** That of the two tokens which the API takes. */
  tokenOf(user: User): string {
    const token = this.config.token === "id_token" ? user.id_token : user.access_token;
    if (!token) throw new Error(`the issuer gave no ${this.config.token}`);
    return token;
  }

  private describe(user: User): Person {
    const claim = this.config.role_claim;
    const role = claim ? user.profile[claim] : "owner";
    const { sub, name, email } = user.profile;
    return {
      user: sub,
      name: name ?? email ?? sub,
      role: role === "owner" || role === "agent" ? role : "viewer",
    };
  }
}

/** Another person's page is another page: what waits on this one is never sent in their name. */
function beginAnew(): Promise<never> {
  location.reload();
  return new Promise(() => {});
}

/** `sessionStorage`: ends with the tab. Where a browser refuses it, memory. */
function tabStorage(): Storage {
  try {
    sessionStorage.setItem("probe", "");
    sessionStorage.removeItem("probe");
    return sessionStorage;
  } catch {
    return new InMemoryWebStorage();
  }
}
