/** What the page has to know of where it runs: `/config.json`, written by the deployment or by the local run. */
export interface Config {
  /** Base URL of the API, without a slash at the end. */
  api: string;
  /** The OpenID Connect issuer, and the page's client there. */
  issuer: string;
  client_id: string;
  scope: string;
  /** What the token is to be for, where the issuer has to be told. */
  audience?: string | null;
  /** Which of the issuer's tokens the API takes. */
  token: "access_token" | "id_token";
  /** The claim with the user's role; without one everybody is an owner. */
  role_claim?: string | null;
  /** Whether this is the local run, which also serves the phone. */
  local: boolean;
}

let loading: Promise<Config> | undefined;

export function loadConfig(): Promise<Config> {
  loading ??= fetch("/config.json").then((answer) => {
    if (!answer.ok) throw new Error(`config.json: ${answer.status}`);
    return answer.json() as Promise<Config>;
  });
  return loading;
}
