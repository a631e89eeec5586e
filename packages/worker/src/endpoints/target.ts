// The server under test as a base URL: where to connect, and how endpoint paths hang below it.

import { err, ok } from "@gadfly/shared/errors/result";
import type { Result } from "@gadfly/shared/errors/result";
import { findPastedEndpoint } from "./pasted-endpoint.ts";

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

const versionEnd = /\/v\d+(beta)?$/;

/** Reads a base URL such as `http://10.0.0.5:8000` or `https://gate/openai/v1`. */
export function parseTarget(baseUrl: string): Result<Target> {
  if (!URL.canParse(baseUrl)) return err(`${JSON.stringify(baseUrl)} is not a URL`);
  const url = new URL(baseUrl);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    return err(`${JSON.stringify(baseUrl)} must begin with http:// or https://`);
  }
  // People paste an endpoint's full address, too.
  const pasted = findPastedEndpoint(baseUrl)?.path ?? "";
  const path = url.pathname.replace(/\/+$/, "");
  const basePath = path.slice(0, path.length - pasted.length);
  return ok({ origin: url.origin, host: url.host, basePath, query: url.search });
}

const longestName = 512;

/** What the series of each target are called: its host; with the path where several share a host. */
export const seriesNames = (targets: readonly Target[]): readonly string[] =>
  targets.map(({ host, basePath }) => {
    const isAlone = targets.every((other) => other.host !== host || other.basePath === basePath);
    return (isAlone ? host : host + basePath).slice(0, longestName);
  });

/**
 * The request path of an endpoint such as `/v1/models` below the target. Base URLs often end with what
 * the path begins with, such as `/api` or `/v1`: that is never doubled. A version at the end of the base
 * is left out before a path that has another, or none, such as `/health`.
 */
export function pathOn(target: Target, endpointPath: string): string {
  const base = withoutOverlap(target.basePath, endpointPath).replace(versionEnd, "");
  const path = base + endpointPath;
  const { query } = target;
  return path.includes("?") && query !== "" ? `${path}&${query.slice(1)}` : path + query;
}

/** The base without the longest run of whole segments at its end with which the path begins. */
function withoutOverlap(basePath: string, path: string): string {
  for (let at = basePath.indexOf("/"); at >= 0; at = basePath.indexOf("/", at + 1)) {
    if (path.startsWith(`${basePath.slice(at)}/`)) return basePath.slice(0, at);
  }
  return basePath;
}
