import { expect, test } from "vitest";
import { limitNote, probeNotes, unsentNotes, withheldNotes } from "./field-notes.ts";
import type { ProbeReport } from "./probe-fields.ts";

const report = (changes: Partial<ProbeReport>): ProbeReport => ({
  candidates: [],
  presumed: [],
  locked: null,
  sendsNoUsage: false,
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
      severity: "warning",
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
      unclear: "HTTP 404: not found",
    }),
  );
  expect(notes).toEqual([
    {
      code: "probe_inconclusive",
      severity: "warning",
      text:
        "it could not be found out which optional fields the server takes (HTTP 404: not found); " +
        "--top-k is not sent, as the server may refuse what it does not know; stream_options " +
        "(usage in streams) is sent all the same, because it is part of OpenAI's API; --extra-body " +
        "adds a field that you know the server takes, or removes one",
    },
  ]);
});

test("warns of what was not probed only when something is not sent for it", () => {
  const bare = report({ candidates: ["streamOptions"], unclear: "--no-probe" });
  expect(probeNotes(bare).map(({ severity }) => severity)).toEqual([undefined, undefined]);
  const asked = report({ candidates: ["topK"], refused: new Set(["topK"]), unclear: "--no-probe" });
  expect(probeNotes(asked)).toMatchObject([{ severity: "warning" }]);
});

test("says in one warning that a key is wanted, and what is not sent for want of knowledge", () => {
  const locked = "the server wants an API key; give it with -k or GADFLY_API_KEY (HTTP 401: No)";
  const notes = probeNotes(
    report({
      candidates: ["streamOptions", "topK", "stop"],
      refused: new Set(["topK", "stop"]),
      presumed: ["streamOptions"],
      unclear: "HTTP 401: No",
      locked,
    }),
  );
  expect(notes).toEqual([
    {
      code: "key_wanted",
      severity: "warning",
      text: `${locked}; not knowing what it takes, --top-k, --stop are not sent`,
    },
  ]);
});

test("tells a server that accepts stream_options from one that heeds it", () => {
  const notes = probeNotes(report({ candidates: ["streamOptions", "topK"], sendsNoUsage: true }));
  expect(notes).toEqual([
    { code: "fields_checked", text: "the server takes --top-k" },
    {
      code: "usage_not_sent",
      severity: "warning",
      text:
        "the server accepts stream_options but sends no usage: tokens are estimated from the " +
        "messages of a stream",
    },
  ]);
});

test("says once which options go unheeded, and leaves what was probed to the probe", () => {
  const notes = withheldNotes(["topK", "ignoreEos"], "FastChat", { candidates: ["ignoreEos"] });
  expect(notes).toEqual([
    {
      code: "field_withheld",
      severity: "warning",
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
      severity: "warning",
      text:
        "--top-k is not sent: OpenAI responses has no such field; use --extra-body if your server " +
        "has one",
    },
  ]);
});

test("says so when an API takes no limit of tokens, unless it writes none", () => {
  expect(limitNote("openai-embeddings")).toEqual([]);
  expect(limitNote("qwen-chat-websocket")).toEqual([
    {
      code: "field_withheld",
      severity: "warning",
      text: expect.stringMatching(/^--max-tokens is not sent: Qwen chat.* has no such field/),
    },
  ]);
});
