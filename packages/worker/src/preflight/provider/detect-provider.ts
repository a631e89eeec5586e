// Which server is it? A pure rule over what its address and its first answers show. Only a hint: what
// the user names wins.

import {
  providerRow,
  providerTable,
  type ProviderName,
  type ProviderRow,
} from "@gadfly/shared/providers/provider-table";
import { headerText, type ResponseHeaders } from "../../http/transport.ts";
import type { ModelCard } from "../target/model-list.ts";
import type { PastedEndpoint } from "../../endpoints/pasted-endpoint.ts";

/** What is known about a target. */
export interface Evidence {
  /** Host name and path of the address. */
  readonly host: string;
  readonly path: string;
  readonly pasted: PastedEndpoint | null;
  /** Its models; null when it lists none, or was not asked yet. */
  readonly cards: readonly ModelCard[] | null;
  /** Headers of its answer. */
  readonly headers: ResponseHeaders;
  /** Pages of its own that it was asked for because it lists no models, by path. */
  readonly pages: ReadonlyMap<string, unknown>;
}

/** What it is taken for. */
export interface Detection {
  readonly provider: ProviderName;
  /** Completes "because …". */
  readonly why: string;
  /** Told by its address, path: by what the user gave. server: by what it said. none: by nothing. */
  readonly by: "host" | "path" | "server" | "none";
}

type Rule = (evidence: Evidence) => Detection | null;

/** Every row under the type that all of them share. */
const rows: readonly (ProviderRow & { readonly name: ProviderName })[] = providerTable;

const startsWith = (text: string, start: string | undefined): boolean =>
  start !== undefined && text.toLowerCase().startsWith(start);

/** Services give other people's API below a path of their own, with another body than theirs. */
const byCompatiblePath: Rule = ({ host, path }) => {
  const isCompatible = /\/(compatible-mode|compatibility)(\/|$)/.test(path);
  const why = `${host} offers OpenAI's API at ${path}`;
  return isCompatible ? { provider: "openai", why, by: "host" } : null;
};

const byHost: Rule = ({ host }) => {
  const row = rows.find(({ fingerprint: { hosts = [] } }) =>
    hosts.some((known) => host === known || host.endsWith(`.${known}`)),
  );
  return row === undefined ? null : { provider: row.name, why: `its host is ${host}`, by: "host" };
};

/** What the names of response headers tell; some come only with answers to POSTs. */
export function detectByHeaders(headers: ResponseHeaders): Detection | null {
  for (const { name: provider, fingerprint } of rows) {
    const header = Object.keys(headers).find((name) => startsWith(name, fingerprint.header));
    if (header !== undefined)
      return { provider, why: `it sends the header ${header}`, by: "server" };
  }
  return null;
}

const byOwner: Rule = ({ cards }) => {
  const owners = new Set((cards ?? []).map(({ ownedBy }) => ownedBy));
  for (const { name: provider, fingerprint } of rows) {
    const owner = fingerprint.ownedBy?.find((known) => owners.has(known));
    if (owner !== undefined)
      return { provider, why: `GET /v1/models says owned_by ${owner}`, by: "server" };
  }
  return null;
};

const bySelfOwner: Rule = ({ cards }) => {
  const [first] = cards ?? [];
  if (first === undefined || first.ownedBy !== first.name) return null;
  const why = `GET /v1/models says that ${first.name} is owned by itself`;
  return { provider: "tgi", why, by: "server" };
};

const byListShape: Rule = ({ cards }) =>
  cards?.[0]?.isAnthropic === true
    ? { provider: "anthropic", why: "it lists models in Anthropic's shape", by: "server" }
    : null;

const fieldOf = (page: unknown, name: string): unknown =>
  typeof page === "object" && page !== null ? Reflect.get(page, name) : undefined;

const byOwnPages: Rule = ({ pages }) => {
  if (typeof fieldOf(pages.get("/info"), "model_id") === "string")
    return { provider: "tgi", why: "GET /info names its model_id", by: "server" };
  const name = fieldOf(pages.get("/v2"), "name");
  if (typeof name !== "string") return null;
  const provider = name === "triton" ? "triton-generate" : "triton-infer";
  return { provider, why: `GET /v2 says that it is ${name.slice(0, 40)}`, by: "server" };
};

/** The first row that has an API as its own, else the first that offers it besides. */
const ownerOf = ({ endpoints: [first, ...others] }: PastedEndpoint, isListed: boolean) => {
  // Of the servers that have /generate, only vLLM's demo server lists no models and has no page.
  const endpoint = others.includes("vllm-generate") && !isListed ? "vllm-generate" : first;
  const own = rows.find(({ chat, text }) => chat === endpoint || text === endpoint);
  return own ?? rows.find(({ more }) => more.includes(endpoint));
};

const byPath: Rule = ({ pasted, cards }) => {
  const row = pasted === null ? undefined : ownerOf(pasted, cards !== null);
  // OpenAI's own paths are everybody's.
  if (pasted === null || row === undefined || row.name === "openai") return null;
  return { provider: row.name, why: `the path ${pasted.path} is its API`, by: "path" };
};

const byServerHeader: Rule = ({ headers }) => {
  const server = headerText(headers, "server") ?? "";
  const row = rows.find(({ fingerprint }) => startsWith(server, fingerprint.server));
  const why = `its Server header is ${server.slice(0, 40)}`;
  return row === undefined ? null : { provider: row.name, why, by: "server" };
};

const nothing: Detection = {
  provider: "openai",
  why: "nothing that it shows says otherwise",
  by: "none",
};

/** Strongest first. */
const rules: readonly Rule[] = [
  byCompatiblePath,
  byHost,
  ({ headers }) => detectByHeaders(headers),
  byOwner,
  bySelfOwner,
  byListShape,
  byOwnPages,
  byPath,
  byServerHeader,
];

/** What the evidence points to; OpenAI, which most others resemble, when it points nowhere. */
export function detectProvider(evidence: Evidence): Detection {
  for (const rule of rules) {
    const detection = rule(evidence);
    if (detection !== null) return detection;
  }
  return nothing;
}

/** These stand for, or stand in front of, whatever they are. */
export const isNeverContradicted = (named: ProviderName): boolean =>
  named === "openai" || named === "custom" || named === "litellm";

/** True when what a server showed of itself is another server than the one that was named. */
export function contradicts(detection: Detection, named: ProviderName): boolean {
  if (isNeverContradicted(named)) return false;
  if (detection.by !== "server" || detection.provider === "openai") return false;
  return familyOf(detection.provider) !== familyOf(named);
}

const familyOf = (name: ProviderName): string =>
  providerRow(name).healthPath === "/v2/health/ready" ? "triton" : name;
