import { bodyFields, type BodyField } from "@gadfly/shared/providers/body-fields";
import fc from "fast-check";
import { expect, test } from "vitest";
import { searchFields, type ProbeVerdict } from "./search-fields.ts";

const taken: ProbeVerdict = { kind: "taken" };
const refused = (text: string): ProbeVerdict => ({ kind: "refused", text });

/** Asks a server that is a function; remembers what was asked. */
const search = async (
  candidates: readonly BodyField[],
  serve: (fields: ReadonlySet<BodyField>) => ProbeVerdict,
  maxAsks = 8,
) => {
  const asked: string[] = [];
  const result = await searchFields(candidates, (fields) => {
    if (asked.length >= maxAsks) return Promise.resolve(null);
    asked.push([...fields].join("+"));
    return Promise.resolve(serve(fields));
  });
  return { ...result, refused: [...result.refused], asked };
};

test("asks once when everything is taken", async () => {
  expect(await search(["streamOptions", "ignoreEos"], () => taken)).toMatchObject({
    refused: [],
    unclear: null,
    asked: ["streamOptions+ignoreEos"],
  });
});

test("leaves out what the refusal names, and asks again", async () => {
  const found = await search(["streamOptions", "ignoreEos", "minTokens"], (fields) =>
    fields.has("ignoreEos") || fields.has("minTokens")
      ? refused("Extra inputs are not permitted: ignore_eos, min_tokens")
      : taken,
  );
  expect(found).toMatchObject({
    refused: ["ignoreEos", "minTokens"],
    unclear: null,
    asked: ["streamOptions+ignoreEos+minTokens", "streamOptions"],
  });
  expect(found.reasons.get("ignoreEos")).toContain("not permitted");
});

test("finds the culprit one by one when the refusal names nothing", async () => {
  const found = await search(["streamOptions", "ignoreEos", "topK"], (fields) =>
    fields.has("topK") ? refused("Bad Request") : taken,
  );
  expect(found).toMatchObject({
    refused: ["topK"],
    unclear: null,
    asked: [
      "streamOptions+ignoreEos+topK",
      "",
      "streamOptions",
      "streamOptions+ignoreEos",
      "streamOptions+ignoreEos+topK",
    ],
  });
});

test("needs no further request when only one field can be the culprit", async () => {
  const found = await search(["streamOptions"], (fields) =>
    fields.has("streamOptions") ? refused("Bad Request") : taken,
  );
  expect(found).toMatchObject({ refused: ["streamOptions"], asked: ["streamOptions", ""] });
});

test("gives the limit its other name when the server asks for it", async () => {
  const found = await search(["streamOptions", "maxCompletionTokens"], (fields) =>
    fields.has("maxCompletionTokens")
      ? taken
      : refused("'max_tokens' is not supported. Use 'max_completion_tokens' instead."),
  );
  expect(found).toMatchObject({
    refused: [],
    asked: ["streamOptions", "streamOptions+maxCompletionTokens"],
  });
});

test("tries the limit's other name when nothing else helps", async () => {
  const found = await search(["streamOptions", "maxCompletionTokens"], (fields) =>
    fields.has("maxCompletionTokens") && !fields.has("streamOptions") ? taken : refused("no"),
  );
  expect(found).toMatchObject({
    refused: ["streamOptions"],
    asked: ["streamOptions", "", "maxCompletionTokens"],
  });
});

test("keeps the limit's usual name when it is not asked for the other", async () => {
  expect((await search(["maxCompletionTokens"], () => taken)).refused).toEqual([
    "maxCompletionTokens",
  ]);
});

test("sends none of the fields when even a bare request is refused", async () => {
  expect(await search(["streamOptions"], () => refused("prompt too long"))).toMatchObject({
    refused: ["streamOptions"],
    unclear: "prompt too long",
  });
});

test("sends none of the fields when the server does not come so far", async () => {
  const found = await search(["streamOptions", "topK"], () => ({
    kind: "unclear",
    text: "HTTP 401",
  }));
  expect(found).toMatchObject({ refused: ["streamOptions", "topK"], unclear: "HTTP 401" });
  expect(found.asked).toHaveLength(1);
});

test("stops at the last request that is allowed", async () => {
  const many = bodyFields.filter((field) => field !== "maxCompletionTokens");
  const found = await search(many, (fields) => (fields.size > 1 ? refused("no") : taken), 4);
  expect(found.asked).toHaveLength(4);
  expect(found.unclear).toMatch(/too many requests/);
  expect(found.refused.length).toBe(many.length - 1);
});

test("whatever a server refuses, named or not, is found, and nothing else", async () => {
  const plain = bodyFields.filter((field) => field !== "maxCompletionTokens");
  await fc.assert(
    fc.asyncProperty(fc.subarray(plain), fc.boolean(), async (bad, isNamed) => {
      const wire = { streamOptions: "stream_options", topP: "top_p", stop: "stop" };
      const found = await search(
        plain,
        (fields) => {
          const hit = bad.find((field) => fields.has(field));
          if (hit === undefined) return taken;
          return refused(isNamed && hit in wire ? `no ${Reflect.get(wire, hit)}` : "no");
        },
        100,
      );
      expect(found.refused.toSorted()).toEqual(bad.toSorted());
      expect(found.unclear).toBeNull();
    }),
  );
});
