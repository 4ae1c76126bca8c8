import { Failure } from "@/api/failure";

/** Whether nobody knows what became of a request: no answer came, or one that says nothing of it. */
export const isLost = (error: unknown): boolean => !(error instanceof Failure) || error.status >= 500;

/** Why something did not work, for people. */
export function reasonOf(error: unknown): string {
  if (error instanceof Failure) return error.message;
  return navigator.onLine ? "No answer came." : "There was no network.";
}
