// The server under test as a base URL: where to connect, and how endpoint paths hang below it.

import { err, ok } from "@gadfly/shared/errors/result";
import type { Result } from "@gadfly/shared/errors/result";

/** A parsed base URL. */
export interface Target {
  /** Scheme, host and port, as a connection needs them. */
  readonly origin: string;
  /** Host and port, the label of series and records. */
  readonly host: string;
  /** The path of the base URL without a slash at its end; "" for none. */
  readonly basePath: string;
  /** The query of the base URL with its question mark; "" for none. */
  readonly query: string;
}

const versionPrefix = "/v1";
/** People paste an endpoint's full address, too. */
const endpointEnd = /(?<=\/v1)\/(chat\/)?completions$/;

/** Reads a base URL such as `http://10.0.0.5:8000` or `https://gate/openai/v1`. */
export function parseTarget(baseUrl: string): Result<Target> {
  if (!URL.canParse(baseUrl)) return err(`${JSON.stringify(baseUrl)} is not a URL`);
  const url = new URL(baseUrl);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    return err(`${JSON.stringify(baseUrl)} must begin with http:// or https://`);
  }
  const basePath = url.pathname.replace(/\/+$/, "").replace(endpointEnd, "");
  return ok({ origin: url.origin, host: url.host, basePath, query: url.search });
}

/** The request path of an endpoint such as `/v1/models` below the target; `/v1` is never doubled. */
export function pathOn(target: Target, endpointPath: string): string {
  const { basePath, query } = target;
  const doubled = basePath.endsWith(versionPrefix) && endpointPath.startsWith(`${versionPrefix}/`);
  return basePath + (doubled ? endpointPath.slice(versionPrefix.length) : endpointPath) + query;
}
