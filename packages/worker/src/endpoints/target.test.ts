import { expect, test } from "vitest";
import { parseTarget, pathOn } from "./target.ts";

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
])(
  "puts the path of another version, or of none, where it belongs: %s%s",
  (baseUrl, path, whole) => {
    const target = parseTarget(baseUrl);
    expect(target.ok && pathOn(target.value, path)).toBe(whole);
  },
);

test.each(["", "h:8000", "ftp://h", "http://", "not a url"])("refuses %j", (baseUrl) => {
  const target = parseTarget(baseUrl);
  expect(target.ok).toBe(false);
  expect(!target.ok && target.error).toContain(JSON.stringify(baseUrl));
});
