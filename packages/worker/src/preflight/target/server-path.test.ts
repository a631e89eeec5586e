import { expect, test } from "vitest";
import { parseTarget } from "../../endpoints/target.ts";
import { serverPath } from "./server-path.ts";

test.each([
  ["http://h:8000", "/health", "/health"],
  ["http://h:8000/v1", "/health", "/health"],
  ["http://h:8000/v1", "/v1/models", "/v1/models"],
  ["http://h:8000/v1/chat/completions", "/v2/health/ready", "/v2/health/ready"],
  ["http://gate/a/v1", "/health/readiness", "/a/health/readiness"],
  ["http://h:11434/api", "/api/tags", "/api/tags"],
  ["http://h:8000/v2", "/v2/repository/index", "/v2/repository/index"],
  ["http://h:11434/v1", "/", "/"],
  ["http://h/v1?key=1", "/health", "/health?key=1"],
  ["http://h/apiv1", "/health", "/apiv1/health"],
  ["https://h/v1beta", "/v1beta/models?pageSize=9", "/v1beta/models?pageSize=9"],
])("below %s, %s is %s", (baseUrl, path, expected) => {
  const target = parseTarget(baseUrl);
  expect(target.ok && serverPath(target.value, path)).toBe(expected);
});
