import { expect, test } from "vitest";
import { PathTable } from "./path-table.ts";

const table = new PathTable([
  ["/health", 1],
  ["/v2/models/{model}/generate", 2],
  ["/v2/models/{model}/versions/{version}/generate", 3],
  ["/v1beta/models/{model}:streamGenerateContent", 4],
]);

test.each([
  ["/health", { value: 1, names: {} }],
  ["/v2/models/a%2Fb/generate", { value: 2, names: { model: "a/b" } }],
  ["/v2/models/m/versions/1/generate", { value: 3, names: { model: "m", version: "1" } }],
  ["/v1beta/models/g-2.5:streamGenerateContent", { value: 4, names: { model: "g-2.5" } }],
  ["/v2/models/%E0%A4%A/generate", { value: 2, names: { model: "%E0%A4%A" } }],
])("finds %s with its named parts", (path, match) => {
  expect(table.find(path)).toEqual(match);
});

test.each(["/", "/health/", "/v2/models//generate", "/v2/models/m/generate/x"])(
  "finds nothing behind %s",
  (path) => {
    expect(table.find(path)).toBeNull();
  },
);
