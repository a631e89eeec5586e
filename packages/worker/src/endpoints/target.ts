// The server under test as a base URL: where to connect, and how endpoint paths hang below it.

import { err, ok } from "@gadfly/shared/errors/result";
import type { Result } from "@gadfly/shared/errors/result";
import { endpointTable } from "@gadfly/shared/providers/endpoint-table";

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
const versionEnd = /\/v\d+(beta)?$/;

/** People paste an endpoint's full address, too; of `/v1/…` the version stays. */
const endpointEnds: readonly RegExp[] = endpointTable
  .map(({ path }) => path.replace(/\?.*$/, ""))
  .filter((path) => path.startsWith("/"))
  .toSorted((a, b) => b.length - a.length)
  .map((path) => {
    const pattern = path.replaceAll(/[.]/g, "\\.").replaceAll("{model}", "[^/]+");
    return pattern.startsWith(versionPrefix + "/")
      ? new RegExp(`(?<=${versionPrefix})${pattern.slice(versionPrefix.length)}$`)
      : new RegExp(`${pattern}$`);
  });

const withoutEndpoint = (path: string): string =>
  endpointEnds.reduce((rest, end) => (rest === path ? rest.replace(end, "") : rest), path);

/** Reads a base URL such as `http://10.0.0.5:8000` or `https://gate/openai/v1`. */
export function parseTarget(baseUrl: string): Result<Target> {
  if (!URL.canParse(baseUrl)) return err(`${JSON.stringify(baseUrl)} is not a URL`);
  const url = new URL(baseUrl);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    return err(`${JSON.stringify(baseUrl)} must begin with http:// or https://`);
  }
  const basePath = withoutEndpoint(url.pathname.replace(/\/+$/, ""));
  return ok({ origin: url.origin, host: url.host, basePath, query: url.search });
}

/**
 * The request path of an endpoint such as `/v1/models` below the target. A version at the end of the
 * base URL is never doubled, and is left out before a path that has none, such as `/health`.
 */
export function pathOn(target: Target, endpointPath: string): string {
  const path = target.basePath.replace(versionEnd, "") + endpointPath;
  const { query } = target;
  return path.includes("?") && query !== "" ? `${path}&${query.slice(1)}` : path + query;
}
