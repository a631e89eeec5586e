import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseApiText, readApiFile } from "./read-api-file.ts";

const whole = `
name: mine            # what it is called
path: /api/{model}/ask
headers:
  X-Team: bench
body:
  question: "{prompt}"
  options: { limit: "{maxTokens}", words: ["{model}", 5] }
stream: ndjson
response:
  text: delta.text
  done: done
`;

const least = { name: "m", path: "/p", body: { q: "{prompt}" }, response: { text: "t" } };

function problemsOf(file: object): string {
  try {
    parseApiText("api.yaml", JSON.stringify(file));
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
}

test("reads YAML, and fills in what may be left out", () => {
  expect(parseApiText("api.yaml", whole)).toEqual({
    name: "mine",
    path: "/api/{model}/ask",
    headers: { "X-Team": "bench" },
    body: { question: "{prompt}", options: { limit: "{maxTokens}", words: ["{model}", 5] } },
    stream: "ndjson",
    response: { text: "delta.text", done: "done", cumulative: false, endsByClose: false },
  });
});

test("reads JSON", () => {
  expect(parseApiText("api.json", JSON.stringify(least))).toMatchObject(least);
});

test.each<[object, string]>([
  [{ ...least, name: undefined }, "name is missing"],
  [{ ...least, name: "" }, "name must not be empty"],
  [{ ...least, response: {} }, "response.text is missing"],
  [{ ...least, path: "p" }, "path must begin with /"],
  [{ ...least, path: "/a b" }, "path must be printable ASCII without spaces or #"],
  [{ ...least, path: "/{name}" }, "{name} in path is no placeholder; there is {model}"],
  [{ ...least, stream: "grpc" }, "stream must be one of sse, ndjson, nul, none"],
  [{ ...least, body: "{prompt}" }, "body must be a list of 'name: value' lines, not \"{prompt}\""],
  [{ ...least, headers: { a: 5 } }, "headers.a must be text, not 5"],
  [{ ...least, headers: { "a b": "c" } }, 'headers: "a b" is no name of a header'],
  [{ ...least, headers: { a: "c\nd" } }, "headers.a must be printable ASCII on one line"],
  [{ ...least, body: { q: "Hi" } }, "body must hold {prompt} once, and holds it nowhere"],
  [
    { ...least, body: { q: ["{prompt}", "{prompt}"] } },
    "body must hold {prompt} once, and holds it 2 times",
  ],
  [
    { ...least, body: { q: "{prompt}", n: "{max_tokens}" } },
    "{max_tokens} in body is no placeholder; there are {prompt}, {model}, {maxTokens}, {stream}, {temperature}, {topP}, {topK}",
  ],
  [
    { ...least, body: { q: "{prompt}", n: "{max-tokens}" } },
    "{max-tokens} in body is no placeholder; there are {prompt}, {model}, {maxTokens}, {stream}, {temperature}, {topP}, {topK}",
  ],
  [
    { ...least, body: { q: "Question: {{prompt}}" } },
    "{{prompt}} in body has braces too many: write {prompt}",
  ],
  [
    { ...least, body: { q: "{prompt}", n: "{{ max_tokens }}" } },
    "{{ max_tokens }} in body is no placeholder; there are {prompt}, {model}, {maxTokens}, {stream}, {temperature}, {topP}, {topK}",
  ],
  [
    { ...least, response: { text: "choices[0].delta.content" } },
    "response.text must be written with dots: choices.0.delta.content, not choices[0].delta.content",
  ],
  [
    { ...least, response: { text: "t", done: "$.choices[*]['end']" } },
    "response.done must be written with dots: choices.*.end, not $.choices[*]['end']",
  ],
  [{ ...least, body: {} }, "body must hold {prompt} once, and holds it nowhere"],
  [{ ...least, header: {} }, "header is not known here, headers is"],
  [
    { ...least, response: { text: "t", finishreason: "f" } },
    "response.finishreason is not known here, finishReason is",
  ],
  [{ ...least, response: { text: "a..b" } }, "response.text has an empty step between its dots"],
  [
    { ...least, response: { text: "error" } },
    "response.text cannot be error: a text there is read as an error",
  ],
  [
    { ...least, headers: { "X-Api-Key": "k" } },
    "headers.X-Api-Key may hold a secret: give it with --header",
  ],
])("says what is wrong with %j", (file, problem) => {
  expect(problemsOf(file)).toBe(`The API file api.yaml cannot be used: ${problem}.`);
});

test("names all problems at once", () => {
  expect(problemsOf({ ...least, name: 5, path: "p" })).toMatch(
    /name must be text, not 5; path must/,
  );
});

test.each([
  ["", "the file must be a list of 'name: value' lines, not null"],
  ["hello", "the file must be a list of 'name: value' lines, not \"hello\""],
  ["a: 1\na: 2\n", "line 2: Map keys must be unique"],
  ["a: [1\n", "line "],
])("says what is wrong with the text %j", (text, problem) => {
  expect(() => parseApiText("api.yaml", text)).toThrow(problem);
});

test("names the file that cannot be read", async () => {
  const folder = await mkdtemp(join(tmpdir(), "gadfly-api-"));
  const path = join(folder, "api.yaml");
  await writeFile(path, whole);
  const read = readApiFile(path);
  await rm(folder, { recursive: true });
  expect(read.name).toBe("mine");
  expect(() => readApiFile(path)).toThrow(/api\.yaml, named by --api-file, cannot be read: ENOENT/);
});
