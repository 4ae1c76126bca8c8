/** What is checked: read when the page is looked at, and on demand. */
export const checkKeys = {
  all: ["health"] as const,
  account: ["health", "account"] as const,
  numbers: ["health", "numbers"] as const,
  preferences: ["health", "preferences"] as const,
  failed: ["health", "failed"] as const,
  webhooks: ["health", "webhooks"] as const,
};
