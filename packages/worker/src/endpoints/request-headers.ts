// The headers of a request. The user's own come last and win, whatever their case.

import type { AuthHeader } from "@gadfly/shared/providers/provider-table";

/** What decides the headers that are the same for every request. */
export interface HeaderOptions {
  readonly accept: string;
  /** The header that carries the key. */
  readonly auth: AuthHeader;
  readonly apiKey: string | null;
  /** Later ones win: those of the API, the user's open ones, the user's secret ones. */
  readonly headers: readonly Readonly<Record<string, string>>[];
}

/** Names and values in turn; `requestId` goes out as x-request-id unless the user set that. */
export type HeaderTemplate = (requestId: string) => readonly string[];

/** Renders the headers that do not change once. */
export function createHeaderTemplate(options: HeaderOptions): HeaderTemplate {
  const merged = new Map<string, readonly [name: string, value: string]>();
  const set = (name: string, value: string): void => {
    merged.set(name.toLowerCase(), [name, value]);
  };
  set("content-type", "application/json");
  set("accept", options.accept);
  // Compressed streams come in blocks, and every token time would be wrong.
  set("accept-encoding", "identity");
  set("user-agent", "gadfly");
  if (options.apiKey !== null) set(options.auth, keyValue(options.auth, options.apiKey));
  for (const own of options.headers) {
    for (const [name, value] of Object.entries(own)) set(name, value);
  }
  const fixed = [...merged.values()].flat();
  if (merged.has("x-request-id")) return () => fixed;
  return (requestId) => [...fixed, "x-request-id", requestId];
}

/** How a key is written into its header. */
export const keyValue = (auth: AuthHeader, apiKey: string): string =>
  auth === "authorization" ? `Bearer ${apiKey}` : apiKey;
