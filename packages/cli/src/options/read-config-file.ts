// Reads a YAML or JSON config file into entries with their lines. What the keys mean is not known here.
import { readFile } from "node:fs/promises";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import { err, ok, type Result } from "@gadfly/shared/errors/result";
import { describePlace } from "@gadfly/shared/options/resolve/origin";
import type { ConfigEntry, ConfigFile } from "@gadfly/shared/options/resolve/read-file-values";
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";

type Reading = Result<ConfigFile, GadflyError<"GF_CONFIG_UNREADABLE">>;

/** Reads and parses a config file. */
export async function readConfigFile(path: string): Promise<Reading> {
  try {
    return parseConfigText(path, await readFile(path, "utf8"));
  } catch (cause) {
    return unreadable(path, whyUnreadable(cause), cause);
  }
}

/** Parses the text of a config file; an empty file has no entries. */
export function parseConfigText(path: string, text: string): Reading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, strict: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const place = describePlace(path, lines.linePos(error.pos[0]).line);
    return unreadable(place, firstLine(error.message), error);
  }
  if (isEmpty(document.contents)) return ok({ path, entries: [] });
  if (!isMap(document.contents))
    return unreadable(path, "it is not a list of 'option: value' lines");
  return ok({ path, entries: readEntries(document, lines) });
}

/** Nothing but comments, or a bare `---`. */
function isEmpty(contents: unknown): boolean {
  return contents === null || (isScalar(contents) && contents.value === null);
}

function readEntries(document: Document, lines: LineCounter): ConfigEntry[] {
  if (!isMap(document.contents)) return [];
  return document.contents.items.map(({ key, value }) => {
    const offset = isNode(key) ? key.range?.[0] : undefined;
    return {
      key: isScalar(key) ? String(key.value) : String(key),
      value: toPlain(value, document),
      line: offset === undefined ? null : lines.linePos(offset).line,
    };
  });
}

function toPlain(value: unknown, document: Document): unknown {
  return isNode(value) ? value.toJS(document) : value;
}

function unreadable(place: string, reason: string, cause?: unknown): Reading {
  return err(new GadflyError("GF_CONFIG_UNREADABLE", { place, reason }, { cause }));
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "permission is denied",
  EISDIR: "it is a folder",
};

function whyUnreadable(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const code = "code" in cause ? String(cause.code) : "";
  return reasons[code] ?? firstLine(cause.message);
}

const firstLine = (text: string): string => (text.split("\n")[0] ?? text).replace(/[.:]$/, "");
