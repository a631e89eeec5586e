// The headers of a generated answer.

import type { Exchange } from "../exchange.ts";

/** Headers with the content type of the behaviour, or else with this one; null = no such header. */
export const toAnswerHeaders = (
  { headers, behaviour }: Exchange,
  contentType: string | null,
): Readonly<Record<string, string>> => {
  const chosen = behaviour.contentType === undefined ? contentType : behaviour.contentType;
  const all = { ...headers, ...behaviour.headers };
  return chosen === null ? all : { ...all, "content-type": chosen };
};
