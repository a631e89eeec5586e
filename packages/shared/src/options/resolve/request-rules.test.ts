import { describe, expect, test } from "vitest";
import type { CommandName } from "../command-options.ts";
import type { Flags } from "./read-flags.ts";
import { requestRules } from "./request-rules.ts";
import { resolveOptions } from "./resolve-options.ts";

function sentences(command: CommandName, flags: Flags): string[] {
  const given = { host: "https://h", ...flags };
  const result = resolveOptions({ command, flags: given, env: {}, file: null });
  return result.ok ? [] : result.error.map(({ sentence }) => sentence);
}

test("rules have names of their own", () => {
  expect(new Set(requestRules.map(({ name }) => name)).size).toBe(requestRules.length);
});

describe("what is refused", () => {
  test.each<[string, Flags, RegExp]>([
    [
      "an API that the provider does not have",
      { provider: "ollama", endpoint: "rerank" },
      /^--provider ollama and --endpoint rerank .* offers ollama-chat, ollama-generate, /,
    ],
    [
      "bare prompts where there is no API for them",
      { provider: "groq", chat: false },
      /bare prompts/,
    ],
    ["an API of one's own without its file", { provider: "custom" }, /needs --api-file/],
    ["the same as an endpoint", { endpoint: "custom" }, /^--endpoint custom needs --api-file/],
    ["a file that nobody reads", { "api-file": "a.yaml" }, /needs --provider custom/],
    [
      "tokens counted in an answer in one piece",
      { stream: false, "cancel-rate": "0.1", "cancel-after": "3 tokens" },
      /^--no-stream and --cancel-after 3 tokens /,
    ],
    [
      "the default of that, too",
      { stream: false, "cancel-rate": "0.1" },
      /--cancel-after 1 tokens /,
    ],
    ["a moment without a rate", { "cancel-after": "1s" }, /^--cancel-after needs --cancel-rate/],
    ["two words about certificates", { insecure: true, "ca-cert": "a.pem" }, /^--insecure and /],
  ])("%s", (_, flags, sentence) => {
    for (const command of ["run", "master"] as const) {
      const found = sentences(command, command === "run" ? flags : { ...flags, users: "1" });
      expect(found).toEqual([expect.stringMatching(sentence)]);
    }
  });
});

describe("what is fine", () => {
  test.each<[string, Flags]>([
    ["an API that the provider has besides", { provider: "vllm", endpoint: "anthropic-messages" }],
    ["any API of a server still to be found out", { endpoint: "rerank" }],
    ["a provider without bare prompts in a chat", { provider: "groq" }],
    ["an API of one's own with its file", { provider: "custom", "api-file": "a.yaml" }],
    [
      "an end by time in an answer in one piece",
      { stream: false, "cancel-rate": "1", "cancel-after": "1s" },
    ],
    ["a rate alone", { "cancel-rate": "0.1" }],
    ["one word about certificates", { insecure: true }],
  ])("%s", (_, flags) => {
    expect(sentences("run", flags)).toEqual([]);
  });
});

describe("several targets", () => {
  const hostsOf = (host: unknown, env: Record<string, string> = {}): unknown => {
    const flags = host === null ? {} : { host };
    const result = resolveOptions({ command: "run", flags, env, file: null });
    return result.ok ? result.value.options.host : result.error.map(({ sentence }) => sentence);
  };

  test("are taken in their order, from flags and from a file", () => {
    expect(hostsOf(["http://a/", "http://b:1/v1"])).toEqual(["http://a", "http://b:1/v1"]);
    const entries = [{ key: "host", value: ["http://a", "http://b"], line: 1 }];
    const file = { path: "f.yaml", entries };
    const result = resolveOptions({ command: "run", flags: {}, env: {}, file });
    expect(result.ok && result.value.options.host).toEqual(["http://a", "http://b"]);
  });

  test("are one in a variable, also in Locust's", () => {
    expect(hostsOf(null, { LOCUST_HOST: "http://a/" })).toEqual(["http://a"]);
    expect(hostsOf(null, { GADFLY_HOST: "http://a b" })).toEqual([
      expect.stringMatching(/^GADFLY_HOST=http:\/\/a b is not allowed; --host takes a base URL /),
    ]);
  });

  test("are refused together when one is wrong, without a password in the sentence", () => {
    const found = hostsOf(["http://u:one@a", "http://u:two@b"]);
    expect(found).toEqual([expect.stringMatching(/is not allowed; --host takes a base URL /)]);
    expect(JSON.stringify(found)).not.toMatch(/one@|two@/);
  });
});
