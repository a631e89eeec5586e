// What a call says beside its body.

import type { IncomingMessage } from "node:http";
import type { CallFacts } from "../apis/dialect.ts";

/** Where a call went. */
export interface CallPlace {
  readonly path: string;
  readonly query: string;
  /** The named parts of the path. */
  readonly names: Readonly<Record<string, string>>;
}

// Base paths under which hosted services have the API of OpenAI.
const basePath = /^\/(?:inference|openai|compatible-mode)(?=\/v1\/)/;

/** The path and the query of a request. */
export const toCallPlace = ({ url = "/" }: IncomingMessage): CallPlace => {
  const queryAt = url.includes("?") ? url.indexOf("?") : url.length;
  const path = url.slice(0, queryAt).replace(basePath, "");
  return { path, query: url.slice(queryAt + 1), names: {} };
};

/** The facts of a call to a server with that model. */
export const toCallFacts = (
  { headers }: IncomingMessage,
  { path, query, names }: CallPlace,
  modelName: string,
): CallFacts => ({ path, query: new URLSearchParams(query), names, headers, modelName });
