import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { waitUntil } from "../../../../test/support/wait-until.ts";
import type { Logger } from "../logging/logger.ts";
import { createLogger } from "./logger.ts";

const sayAll = (logger: Logger): void => {
  logger.debug("one");
  logger.info("two");
  logger.warn("three");
  logger.error("four");
};

/** The lines that `say` leads to at `level`. */
const linesOf = (say: (logger: Logger) => void, level = "DEBUG"): string[] => {
  const lines: string[] = [];
  say(createLogger({ module: "master", level, file: null, sink: (line) => void lines.push(line) }));
  return lines;
};

describe("a log line", () => {
  it("has the shape that users of Locust know", () => {
    const [line = ""] = linesOf((logger) => logger.info("Waiting for workers"));
    const [, time = "", rest] = /^\[(.*?)\] (.*)\n$/.exec(line) ?? [];
    expect(time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}$/);
    expect(rest).toBe(`${hostname()}/INFO/master: Waiting for workers`);
  });

  it("carries the local time", () => {
    const [line = ""] = linesOf((logger) => logger.info("now"));
    const written = new Date(line.slice(1, 24).replace(" ", "T").replace(",", "."));
    expect(Math.abs(Date.now() - written.getTime())).toBeLessThan(5_000);
  });

  it("names its level", () => {
    const levels = linesOf(sayAll).map((line) => line.split("/")[1]);
    expect(levels).toEqual(["DEBUG", "INFO", "WARNING", "ERROR"]);
  });

  it("ends with its fields", () => {
    const fields = { worker: "w#2", users: 3, ranges: [{ from: 0, to: 3 }] };
    const [line] = linesOf((logger) => logger.warn("Lost a worker", fields));
    expect(line).toMatch(/: Lost a worker worker=w#2 users=3 ranges=\[\{"from":0,"to":3\}\]\n$/);
  });

  it("stays one line, with nothing that a terminal would obey", () => {
    const [line = "", ...more] = linesOf((logger) =>
      logger.warn("gadfly 0\n[2026] forged\r\u001b[2J\u0085\u2028end", { peer: "a\nb" }),
    );
    expect(more).toEqual([]);
    expect(line).toContain(
      String.raw`: gadfly 0\n[2026] forged\r\u001b[2J\u0085\u2028end peer=a\nb`,
    );
    expect(line.match(/\n/g)).toHaveLength(1);
  });

  it("leaves the letters of every language as they are", () => {
    const [line] = linesOf((logger) => logger.info("größer, 大, 👍"));
    expect(line).toContain(": größer, 大, 👍\n");
  });
});

describe("the level", () => {
  it.each([
    ["DEBUG", 4],
    ["INFO", 3],
    ["WARNING", 2],
    ["ERROR", 1],
    ["CRITICAL", 0],
    ["warning", 2],
  ])("%s lets %i of four lines pass", (level, count) => {
    expect(linesOf(sayAll, level)).toHaveLength(count);
  });
});

describe("a log file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "gadfly-log-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is lengthened, never overwritten", async () => {
    const file = join(folder, "gadfly.log");
    writeFileSync(file, "yesterday\n");
    const logger = createLogger({ module: "worker-1", level: "INFO", file });
    logger.info("first");
    logger.debug("not wanted");
    logger.info("second");
    await waitUntil(() => readFileSync(file, "utf8").includes("second"), { what: "both lines" });
    const lines = readFileSync(file, "utf8").split("\n");
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe("yesterday");
    expect(lines[1]).toMatch(/\/INFO\/worker-1: first$/);
  });
});
