/** A request that the simulated Twilio refuses, in its words. */
export class Refused extends Error {}

async function request<T>(method: string, path: string, body?: object): Promise<T> {
  const answer = await fetch(`/sim/${path}`, { method, ...(body && { body: JSON.stringify(body) }) }).catch(() => {
    throw new Refused("The local run does not answer. Is it still running?");
  });
  if (!answer.ok) throw new Refused(await sentence(answer));
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

async function sentence(answer: Response): Promise<string> {
  const text = await answer.text();
  try {
    const { error } = JSON.parse(text) as { error?: { message?: string } };
    return error?.message ?? text;
  } catch {
    return text || `The simulated Twilio answered ${answer.status}.`;
  }
}

export const get = <T>(path: string) => request<T>("GET", path);
export const post = <T>(path: string, body: object) => request<T>("POST", path, body);
export const remove = (path: string) => request<undefined>("DELETE", path);

/** The items of a list. */
export const list = async <T>(path: string) => (await get<{ items: T[] }>(path)).items;
