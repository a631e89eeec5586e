// The token of master and workers: from --token, a file, or made on the spot.
import { readFileSync } from "node:fs";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import { shortestToken } from "@gadfly/shared/options/resolve/rules";

/** The options that name a token. */
export interface TokenOptions {
  readonly token: string | null;
  readonly tokenFile: string | null;
}

const readFileText = (path: string): string => {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GadflyError("GF_TOKEN_UNREADABLE", { path, reason }, { cause });
  }
};

/** The token, or "" when none is given. `auto` is for the caller to replace. */
export const readToken = ({ token, tokenFile }: TokenOptions): string => {
  if (token !== null) return token;
  if (tokenFile === null) return "";
  const text = readFileText(tokenFile);
  if (text.length >= shortestToken) return text;
  throw new GadflyError("GF_TOKEN_TOO_SHORT", {
    source: tokenFile,
    length: text.length,
    minimum: shortestToken,
  });
};
