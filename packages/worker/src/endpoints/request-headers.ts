// The headers of a request. The user's own come last and win, whatever their case.

/** What decides the headers that are the same for every request. */
export interface HeaderOptions {
  readonly stream: boolean;
  readonly apiKey: string | null;
  /** The user's headers: the open ones, then the secret ones. */
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
  set("accept", options.stream ? "text/event-stream" : "application/json");
  // Compressed streams come in blocks, and every token time would be wrong.
  set("accept-encoding", "identity");
  set("user-agent", "gadfly");
  if (options.apiKey !== null) set("authorization", `Bearer ${options.apiKey}`);
  for (const own of options.headers) {
    for (const [name, value] of Object.entries(own)) set(name, value);
  }
  const fixed = [...merged.values()].flat();
  if (merged.has("x-request-id")) return () => fixed;
  return (requestId) => [...fixed, "x-request-id", requestId];
}
