import { expect, test } from "vitest";
import { probeNotes, unsentNotes, withheldNotes } from "./field-notes.ts";
import type { ProbeReport } from "./probe-fields.ts";

const report = (changes: Partial<ProbeReport>): ProbeReport => ({
  candidates: [],
  presumed: [],
  posts: 1,
  headers: {},
  refused: new Set(),
  reasons: new Map(),
  unclear: null,
  ...changes,
});

test("says nothing when nothing was open", () => {
  expect(probeNotes(report({ refused: new Set(["streamOptions"]) }))).toEqual([]);
});

test("says what the server takes and what it refused, and why", () => {
  const notes = probeNotes(
    report({
      candidates: ["streamOptions", "maxCompletionTokens", "topK"],
      refused: new Set(["topK", "maxCompletionTokens"]),
      reasons: new Map([["topK", "HTTP 400: no top_k"]]),
    }),
  );
  expect(notes).toEqual([
    { code: "fields_checked", text: "the server takes stream_options (usage in streams)" },
    {
      code: "field_refused",
      text: "--top-k is not sent: the server refused it (HTTP 400: no top_k)",
    },
  ]);
});

test("says what is not sent because nothing is known", () => {
  const notes = probeNotes(
    report({
      candidates: ["streamOptions", "maxCompletionTokens", "topK"],
      refused: new Set(["topK", "maxCompletionTokens"]),
      presumed: ["streamOptions"],
      unclear: "HTTP 401",
    }),
  );
  expect(notes).toEqual([
    {
      code: "probe_inconclusive",
      text:
        "it is not known which optional fields the server takes (HTTP 401); --top-k will not be " +
        "sent; stream_options (usage in streams) will, as OpenAI's API has it; --extra-body sends " +
        "what you know to be taken, or takes a field away",
    },
  ]);
});

test("says once which options go unheeded, and leaves what was probed to the probe", () => {
  const notes = withheldNotes(["topK", "ignoreEos"], "FastChat", { candidates: ["ignoreEos"] });
  expect(notes).toEqual([
    {
      code: "field_withheld",
      text:
        "--top-k is not sent: FastChat is not known to take it; use --extra-body to send it under " +
        "the server's own name",
    },
  ]);
});

test("says which options an API has no name for", () => {
  expect(unsentNotes(["topK"], "openai-responses")).toEqual([
    {
      code: "field_withheld",
      text:
        "--top-k is not sent: OpenAI responses has no such field; use --extra-body if your server " +
        "has one",
    },
  ]);
});
