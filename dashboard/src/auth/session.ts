import type { User, UserManager } from "oidc-client-ts";

import type { Config } from "./config";
import { kept, type Kept, managerFor } from "./issuer";

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
  private managing: Promise<UserManager> | undefined;
  private renewing: Promise<Kept> | undefined;
  private listeners = new Set<AskAgain>();
  /** Whom the page was made for. */
  private shown: Person | undefined;
  /** Set while the page waits for the user to sign in again. */
  expired = false;

  constructor(private readonly config: Config) {}

  /** The person, or nobody. */
  person(): Person | null {
    const user = kept(this.config);
    if (!user) return null;
    this.shown ??= this.describe(user);
    return this.shown;
  }

  /** A token that lasts for half a minute at least; waits for the user where it cannot be renewed. */
  async token(): Promise<string> {
    const user = kept(this.config);
    if (user && this.shown && user.profile.sub !== this.shown.user) return beginAnew();
    if (user && (user.expires_at ?? 0) > Date.now() / 1000 + 30) return this.tokenOf(user);
    return this.tokenOf(await this.renew());
  }

  /** Goes to the issuer, and comes back to where the user wanted to be. */
  async signIn(to: string): Promise<void> {
    await (await this.manager()).signinRedirect({ state: { to } });
  }

  /** Takes what the issuer has sent with the address of this page: where the user wanted to be, in a small window nothing. */
  async takeAnswer(): Promise<string | undefined> {
    if (location.pathname === "/sign-in/popup") await (await this.manager()).signinPopupCallback();
    if (location.pathname !== "/sign-in/done") return undefined;
    const { state } = await (await this.manager()).signinRedirectCallback();
    return (state as { to?: string } | undefined)?.to ?? "/";
  }

  /** A new token, by the refresh token or by the user. Requests that need one meanwhile wait for the same. */
  renew(): Promise<Kept> {
    this.renewing ??= this.renewed().finally(() => (this.renewing = undefined));
    return this.renewing;
  }

  /** Signs in again in a window of its own, so that nothing on the page is lost. For somebody else the page begins anew. */
  async signInAgain(): Promise<void> {
    const manager = await this.manager();
    const user = await manager.signinPopup({ popupAbortOnClose: true }).catch((error: Error) => {
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
    const manager = await this.manager();
    await manager.signoutRedirect({ extraQueryParams: cognito }).catch(async () => {
      await manager.removeUser();
      location.assign("/sign-in");
    });
  }

  /** Is told whenever `expired` changes. */
  onChange(listener: AskAgain): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private returned: ((user: User) => void) | undefined;

  private manager(): Promise<UserManager> {
    this.managing ??= managerFor(this.config);
    return this.managing;
  }

  private async renewed(): Promise<Kept> {
    const silent = await this.silently().catch(() => null);
    if (silent) return silent;
    this.expired = true;
    this.tell();
    return new Promise((resolve) => (this.returned = resolve));
  }

  private async silently(): Promise<User | null> {
    return (await this.manager()).signinSilent({ silentRequestTimeoutInSeconds: 10 });
  }

  private tell() {
    for (const listener of this.listeners) listener();
  }

  /** That of the two tokens which the API takes. */
  tokenOf(user: Kept): string {
    const token = this.config.token === "id_token" ? user.id_token : user.access_token;
    if (!token) throw new Error(`the issuer gave no ${this.config.token}`);
    return token;
  }

  private describe(user: Kept): Person {
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
