// The API that the path of a target names: people paste the full address of an endpoint, and that says
// which one they mean.

import { endpointTable, type EndpointName } from "@gadfly/shared/providers/endpoint-table";

/** What the end of a target's path names. */
export interface PastedEndpoint {
  /** Several where servers use one path for different APIs. */
  readonly endpoints: readonly [EndpointName, ...EndpointName[]];
  /** The end of the path, as given. */
  readonly path: string;
  /** The model that the path names. */
  readonly model: string | null;
}

interface PathPattern {
  readonly name: EndpointName;
  readonly pattern: RegExp;
}

/** Where the same APIs answer in one piece. */
const wholeAnswerPaths: readonly (readonly [EndpointName, string])[] = [
  ["tgi-generate", "/generate"],
  ["triton-generate", "/v2/models/{model}/generate"],
  ["gemini-generate", "/v1beta/models/{model}:generateContent"],
  ["fastchat-worker", "/worker_generate"],
];

const toPattern = (path: string): RegExp => {
  const escaped = path.replace(/\?.*$/, "").replaceAll(/[.$+()]/g, String.raw`\$&`);
  return new RegExp(`${escaped.replace("{model}", "(?<model>[^/]+)")}$`);
};

const patterns: readonly PathPattern[] = [
  ...endpointTable.map(({ name, path }) => [name, path] as const),
  ...wholeAnswerPaths,
]
  .filter(([, path]) => path.startsWith("/"))
  .map(([name, path]) => ({ name, pattern: toPattern(path) }));

/** The API that a base URL names with its path, or null. */
export function findPastedEndpoint(baseUrl: string): PastedEndpoint | null {
  if (!URL.canParse(baseUrl)) return null;
  const path = new URL(baseUrl).pathname.replace(/\/+$/, "");
  const hits = patterns.flatMap(({ name, pattern }) => {
    const hit = pattern.exec(path);
    return hit === null ? [] : [{ name, path: hit[0], model: hit.groups?.["model"] ?? null }];
  });
  // `/v2/models/M/infer` ends with `/infer`, too.
  const longest = Math.max(0, ...hits.map((hit) => hit.path.length));
  const [first, ...others] = hits.filter((hit) => hit.path.length === longest);
  if (first === undefined) return null;
  const { model } = first;
  return {
    endpoints: [first.name, ...others.map(({ name }) => name)],
    path: first.path,
    model: model === null ? null : decodeOrKeep(model),
  };
}

/** A bare percent sign is no escape, and yet legal in what people type. */
function decodeOrKeep(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
