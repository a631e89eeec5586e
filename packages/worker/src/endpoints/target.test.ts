import { expect, test } from "vitest";
import { parseTarget, pathOn, seriesNames } from "./target.ts";

const chat = "/v1/chat/completions";

test.each([
  ["http://h:8000", "http://h:8000", "h:8000", "/v1/chat/completions"],
  ["http://h:8000/", "http://h:8000", "h:8000", "/v1/chat/completions"],
  ["http://h:8000/v1", "http://h:8000", "h:8000", "/v1/chat/completions"],
  ["http://h/v1/", "http://h", "h", "/v1/chat/completions"],
  ["https://h/openai", "https://h", "h", "/openai/v1/chat/completions"],
  ["https://h/openai/v1", "https://h", "h", "/openai/v1/chat/completions"],
  ["https://h/apiv1", "https://h", "h", "/apiv1/v1/chat/completions"],
  ["http://h/x/v1/chat/completions", "http://h", "h", "/x/v1/chat/completions"],
  ["http://h/v1/completions", "http://h", "h", "/v1/chat/completions"],
  ["http://h/v1?api-version=1", "http://h", "h", "/v1/chat/completions?api-version=1"],
  ["http://h/x/api/chat", "http://h", "h", "/x/v1/chat/completions"],
  ["http://h/v2/models/ensemble/generate_stream", "http://h", "h", "/v1/chat/completions"],
  ["https://h/x/v1/messages", "https://h", "h", "/x/v1/chat/completions"],
  ["http://[::1]:8000", "http://[::1]:8000", "[::1]:8000", "/v1/chat/completions"],
])("hangs endpoints below %s", (baseUrl, origin, host, path) => {
  const target = parseTarget(baseUrl);
  expect(target).toMatchObject({ ok: true, value: { origin, host } });
  expect(target.ok && pathOn(target.value, chat)).toBe(path);
});

test.each([
  ["http://h:8000/v1", "/health", "/health"],
  ["http://h/gate/v1", "/generate_stream", "/gate/generate_stream"],
  [
    "https://h/v1beta",
    "/v1beta/models/m:streamGenerateContent?alt=sse",
    "/v1beta/models/m:streamGenerateContent?alt=sse",
  ],
  ["https://h?key=a", "/x?alt=sse", "/x?alt=sse&key=a"],
  ["http://h:8000", "/health", "/health"],
  ["http://h:8000/v1", "/v1/models", "/v1/models"],
  ["http://h:8000/v1/chat/completions", "/v2/health/ready", "/v2/health/ready"],
  ["http://gate/a/v1", "/health/readiness", "/a/health/readiness"],
  ["http://h:11434/api", "/api/chat", "/api/chat"],
  ["http://h:11434/api", "/v1/models", "/api/v1/models"],
  ["http://h:8000/v2", "/v2/repository/index", "/v2/repository/index"],
  ["http://h:11434/v1", "/", "/"],
  ["http://h/v1?key=1", "/health", "/health?key=1"],
  ["http://h/apiv1", "/health", "/apiv1/health"],
  ["https://h/x/api/v1", "/api/v1/services/s", "/x/api/v1/services/s"],
  ["https://h/v1beta", "/v1beta/models?pageSize=9", "/v1beta/models?pageSize=9"],
])(
  "puts the path of another version, or of none, where it belongs: %s%s",
  (baseUrl, path, whole) => {
    const target = parseTarget(baseUrl);
    expect(target.ok && pathOn(target.value, path)).toBe(whole);
  },
);

test.each([
  ["http://h/v2/models/a/generate", "/v2/models/a/generate_stream"],
  ["http://h/v2/models/a:1/infer/", "/v2/models/b/infer"],
  ["https://h/v1beta/models/g:generateContent", "/v1beta/models/g:streamGenerateContent?alt=sse"],
  ["http://h/worker_generate", "/worker_generate_stream"],
  ["http://h/generate", "/generate_stream"],
])("takes a pasted endpoint off, also where it answers in one piece: %s", (baseUrl, path) => {
  const target = parseTarget(baseUrl);
  expect(target.ok && pathOn(target.value, path)).toBe(path);
});

test.each(["", "h:8000", "ftp://h", "http://", "not a url"])("refuses %j", (baseUrl) => {
  const target = parseTarget(baseUrl);
  expect(target.ok).toBe(false);
  expect(!target.ok && target.error).toContain(JSON.stringify(baseUrl));
});

test("names targets by their hosts, and by their paths too where several share a host", () => {
  const urls = [
    "http://a:1/x/v1",
    "http://b",
    "http://a:1/y",
    "http://b/v1/completions",
    "http://c/z",
  ];
  const targets = urls.map(parseTarget).flatMap((target) => (target.ok ? [target.value] : []));
  expect(seriesNames(targets)).toEqual(["a:1/x/v1", "b", "a:1/y", "b", "c"]);
});
