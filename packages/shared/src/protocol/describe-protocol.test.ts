import { describe, expect, it } from "vitest";
import {
  describeProtocolMarkdown,
  masterMessageRows,
  workerMessageRows,
} from "./describe-protocol.ts";
import { masterMessage } from "./master-message.ts";
import { workerMessage } from "./worker-message.ts";

const directions = [
  ["worker", workerMessageRows(), workerMessage.options.length],
  ["master", masterMessageRows(), masterMessage.options.length],
] as const;

describe.each(directions)("the messages of the %s", (_name, rows, count) => {
  it("are all there, each once", () => {
    expect(new Set(rows.map((row) => row.type)).size).toBe(count);
  });

  it("each say in a sentence what they are about", () => {
    const silent = rows.filter((row) => !/^[A-Z].{10,}\.$|\?$/.test(row.about));
    expect(silent.map((row) => row.type)).toEqual([]);
  });

  it("have a line each on the page, with every field", () => {
    const lines = describeProtocolMarkdown().split("\n");
    for (const { type, about, fields } of rows) {
      const line = lines.find((each) => each.startsWith(`| \`${type}\` | ${about} |`));
      for (const field of fields) expect(line).toContain(`\`${field}\``);
    }
  });
});

it("leaves no cell of the page open", () => {
  const tableLines = describeProtocolMarkdown()
    .split("\n")
    .filter((line) => line.startsWith("|"));
  for (const line of tableLines) expect(line.match(/\|/g)).toHaveLength(4);
});
