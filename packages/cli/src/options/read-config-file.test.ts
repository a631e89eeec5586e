import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseConfigText, readConfigFile } from "./read-config-file.ts";

function sentence(text: string): string {
  const file = parseConfigText("b.yaml", text);
  return file.ok ? "" : file.error.message;
}

describe("parseConfigText", () => {
  test("reads YAML with its lines", () => {
    const text = "# load\nusers: 500\nrun-time: 30s\nidle-timeout: off\n\nstop:\n  - a\n  - b\n";
    expect(parseConfigText("b.yaml", text)).toEqual({
      ok: true,
      value: {
        path: "b.yaml",
        entries: [
          { key: "users", value: 500, line: 2 },
          { key: "run-time", value: "30s", line: 3 },
          { key: "idle-timeout", value: "off", line: 4 },
          { key: "stop", value: ["a", "b"], line: 6 },
        ],
      },
    });
  });

  test("reads JSON", () => {
    expect(
      parseConfigText("b.json", '{\n  "users": 5,\n  "extra-body": {"top_k": 4}\n}'),
    ).toMatchObject({
      value: {
        entries: [
          { key: "users", value: 5, line: 2 },
          { key: "extra-body", value: { top_k: 4 }, line: 3 },
        ],
      },
    });
  });

  test.each(["", "# nothing but words\n", "---\n"])("reads %j as no entries", (text) => {
    expect(parseConfigText("b.yaml", text)).toMatchObject({ ok: true, value: { entries: [] } });
  });

  test.each([
    ["users: 5\nusers: 6\n", /b\.yaml:2 cannot be read: Map keys must be unique/],
    ["users: [5\n", /b\.yaml:\d cannot be read/],
    ["a: 1\n\tb: 2\n", /b\.yaml:2 cannot be read/],
    ["- users\n", /b\.yaml cannot be read: it is not a list of 'option: value' lines/],
    ["users\n", /it is not a list of 'option: value' lines/],
  ])("refuses %j, naming the place", (text, expected) => {
    expect(sentence(text)).toMatch(expected);
  });
});

describe("readConfigFile", () => {
  test("says which file is missing, and why another cannot be read", async () => {
    const folder = await mkdtemp(join(tmpdir(), "gadfly-config-"));
    const missing = await readConfigFile(join(folder, "none.yaml"));
    const aFolder = await readConfigFile(folder);
    await writeFile(join(folder, "b.yaml"), "users: 5\n");
    const found = await readConfigFile(join(folder, "b.yaml"));
    await rm(folder, { recursive: true });
    expect(missing.ok ? "" : missing.error.message).toMatch(/none\.yaml .* there is no such file/);
    expect(aFolder.ok ? "" : aFolder.error.message).toMatch(/it is a folder/);
    expect(found).toMatchObject({ ok: true, value: { entries: [{ key: "users", value: 5 }] } });
  });
});
