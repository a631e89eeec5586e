// What a person should know about the server that was found and the API that was chosen.

import type { RequestPlan } from "@gadfly/shared/plan/plan";
import type { Finding } from "@gadfly/shared/protocol/worker-message";
import { endpointRow, type EndpointName } from "@gadfly/shared/providers/endpoint-table";
import { providerRow } from "@gadfly/shared/providers/provider-table";
import { noteOf, warningOf } from "../note-of.ts";
import { offers } from "./choose-endpoint.ts";
import { contradicts } from "./detect-provider.ts";
import type { ExaminedTarget } from "./examine-target.ts";

type Asked = Pick<RequestPlan, "provider" | "endpoint" | "chat">;

/** Says what was found and why. */
export function detectedNote(
  address: string,
  { row, detection }: ExaminedTarget,
  endpoint: EndpointName,
): Finding {
  const text =
    `${address} is taken for ${row.title}, because ${detection.why}; requests go to ` +
    `${endpointRow(endpoint).title} (--provider ${row.name} --endpoint ${endpoint})`;
  return noteOf("provider_detected", text);
}

/** Says so when a target shows itself to be another server than it is taken for. */
export function contradictionNotes(
  address: string,
  { provider, detection }: ExaminedTarget,
): Finding[] {
  if (!contradicts(detection, provider)) return [];
  const text =
    `${address} is taken for ${providerRow(provider).title} and looks like ` +
    `${providerRow(detection.provider).title}, because ${detection.why} ` +
    `(--provider ${detection.provider})`;
  return [warningOf("provider_contradicted", text)];
}

/** Says so when the API is not the one that the options alone would have meant. */
export function endpointNotes(
  request: Asked,
  { row, pasted }: ExaminedTarget,
  endpoint: EndpointName,
): Finding[] {
  const { title } = endpointRow(endpoint);
  if (!offers(row, endpoint))
    return [noteOf("endpoint_unusual", `${row.title} is not known to offer ${title}`)];
  if (request.endpoint !== null) return [];
  const own = request.chat ? row.chat : row.text;
  if (own === null && endpoint === row.chat)
    return [noteOf("no_text_api", `${row.title} has no API for bare prompts; using ${title}`)];
  if (own === endpoint || request.provider === "auto") return [];
  const path = pasted === null ? "" : ` ${pasted.path}`;
  return [noteOf("endpoint_by_path", `requests go to ${title}, which the path${path} names`)];
}
