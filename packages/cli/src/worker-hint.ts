// How to start a worker for a master that waits for some: the exact command, and what is missing for
// workers on other machines.
import { hostname } from "node:os";
import { isLoopbackHost } from "@gadfly/shared/options/bind-host";
import { quoteForShell } from "@gadfly/shared/options/describe/quote-for-shell";
import { program } from "@gadfly/shared/units/program-words";
import type { TokenOptions } from "./token/read-token.ts";

/** Where workers find the master, and what they must show. */
export interface MasterPlace {
  /** null: every interface. */
  readonly host: string | null;
  readonly port: number;
  /** As the master was given it. */
  readonly given: TokenOptions;
  /** The token that was made because nobody knows one yet; null: none was made. */
  readonly madeToken: string | null;
}

const usualHosts: ReadonlySet<string> = new Set(["127.0.0.1", "localhost"]);
const usualPort = 5557;
const wildcards: ReadonlySet<string> = new Set(["0.0.0.0", "::"]);

const hostFlag = (host: string | null): string => {
  if (host === null || wildcards.has(host)) return ` --master-host ${hostname()}`;
  return usualHosts.has(host) ? "" : ` --master-host ${host}`;
};

/** A token that somebody chose is not shown again. */
const tokenParts = ({ given, madeToken }: MasterPlace): { before: string; after: string } => {
  if (madeToken !== null) return { before: `GADFLY_TOKEN=${madeToken} `, after: "" };
  if (given.token !== null) return { before: "GADFLY_TOKEN=TOKEN ", after: "" };
  if (given.tokenFile === null) return { before: "", after: "" };
  return { before: "", after: ` --token-file ${quoteForShell(given.tokenFile)}` };
};

const aboutOthers = ({ host, madeToken, given }: MasterPlace): string => {
  if (host === null || !isLoopbackHost(host)) return "";
  const hasToken = madeToken !== null || given.token !== null || given.tokenFile !== null;
  return hasToken
    ? "For workers on other machines leave out --master-bind-host, or name an address that they reach.\n"
    : "For workers on other machines give the master a token (--token auto): then it listens on every interface, or where --master-bind-host says.\n";
};

/** The command, and a sentence about other machines. */
export const describeWorkerStart = (place: MasterPlace): string => {
  const { before, after } = tokenParts(place);
  const port = place.port === usualPort ? "" : ` --master-port ${place.port}`;
  const others = aboutOthers(place);
  const where = others === "" ? "on this or other machines" : "on this machine";
  return [
    `Start workers with this command, ${where}:\n`,
    `  ${before}${program} worker${hostFlag(place.host)}${port}${after}\n`,
    others,
  ].join("");
};
