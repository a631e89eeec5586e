// Tells the answers of a server that has too much to do from other error answers: by the status, or,
// because some servers put every error under 400, by the code inside.

import type { FailureKind } from "@gadfly/shared/errors/failure-kinds";

/** rate_limited: this client asks too much. overloaded: the server as a whole cannot take more. */
export type OverloadKind = Extract<FailureKind, "rate_limited" | "overloaded">;

const byStatus = new Map<number, OverloadKind>([
  [429, "rate_limited"],
  [503, "overloaded"],
  [529, "overloaded"],
]);

/** FastChat's code for a full engine; its other 429s are limits of the client. */
const fastChatFullEngine = 42_903;

const rateLimitWord = /^(rate_?limit|throttling|resource_exhausted|too_many_requests)/i;
const overloadWord = /^((server_|engine_)?overloaded|unavailable$|unavailable_error$)/i;

/** The kind that status and labels mean, or null; the status wins. */
export function overloadKind(status: number, labels: readonly string[]): OverloadKind | null {
  const known = byStatus.get(status);
  if (known !== undefined) return known;
  for (const label of labels) {
    const kind = kindOfLabel(label);
    if (kind !== null) return kind;
  }
  return null;
}

function kindOfLabel(label: string): OverloadKind | null {
  if (rateLimitWord.test(label)) return "rate_limited";
  if (overloadWord.test(label)) return "overloaded";
  const code = Number(label);
  if (code === fastChatFullEngine) return "overloaded";
  // 42901 is the first code of status 429.
  const status = code >= 10_000 ? Math.floor(code / 100) : code;
  return byStatus.get(status) ?? null;
}
