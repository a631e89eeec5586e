// Which API of a server to use: the one that was named, else the one that the target's path names,
// else the server's own.

import type { RequestPlan } from "@gadfly/shared/plan/plan";
import type { EndpointName } from "@gadfly/shared/providers/endpoint-table";
import type { ProviderRow } from "@gadfly/shared/providers/provider-table";
import type { PastedEndpoint } from "../../endpoints/pasted-endpoint.ts";

type Offer = Pick<ProviderRow, "chat" | "text" | "more">;

/** The API of a run. */
export function chooseEndpoint(
  request: Pick<RequestPlan, "provider" | "endpoint" | "chat">,
  row: Offer,
  pasted: PastedEndpoint | null,
): EndpointName {
  if (request.endpoint !== null) return request.endpoint;
  const named = pasted === null ? null : namedByPath(request, row, pasted);
  return named ?? (request.chat ? row.chat : (row.text ?? row.chat));
}

function namedByPath(
  { provider, chat }: Pick<RequestPlan, "provider" | "chat">,
  row: Offer,
  { endpoints }: PastedEndpoint,
): EndpointName | null {
  const offered = endpoints.find((name) => offers(row, name));
  // A server that was named is taken at its word: the path is then just where it lives.
  const endpoint = offered ?? (provider === "auto" ? endpoints[0] : null);
  // --no-chat is said on purpose; the path of the chat API is what people have at hand.
  return endpoint === "openai-chat" && !chat ? null : endpoint;
}

/** True when the row knows the API. */
export const offers = ({ chat, text, more }: Offer, endpoint: EndpointName): boolean =>
  chat === endpoint || text === endpoint || more.includes(endpoint);
