// HTTP headers and JSON objects as option values.
import { z } from "zod";
import type { ValueKind } from "../option.ts";

const headerName = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const headerValue = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;

const headerMap = z.record(z.string().regex(headerName), z.string().regex(headerValue));
const headerLines = z.array(z.string().regex(/^[^:\r\n]+:.*$/)).transform(headersFromLines);

/** HTTP headers, from lines `Name: value` or from a map; `Name:value` as in llm_bench, too. */
export function headers() {
  return {
    name: "map",
    schema: z.union([headerLines.pipe(headerMap), headerMap]),
    allowed: "'Name: value', as often as needed (in a config file, a map)",
    range: null,
    placeholder: "'NAME: VALUE'",
    fromText: (given: string): unknown => [given],
  } satisfies ValueKind;
}

/** A JSON object. */
export function jsonObject() {
  return {
    name: "object",
    schema: z.record(z.string(), z.unknown()),
    allowed: `a JSON object such as '{"top_k": 40}'`,
    range: null,
    placeholder: "JSON",
    fromText: jsonFromText,
  } satisfies ValueKind;
}

function headersFromLines(lines: readonly string[]): Record<string, string> {
  const pairs = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const;
  });
  return Object.fromEntries(pairs);
}

/** Text that is not JSON stays text, so that the schema refuses it. */
function jsonFromText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
