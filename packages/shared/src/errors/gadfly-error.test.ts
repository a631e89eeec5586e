import { describe, expect, test } from "vitest";
import { type ErrorCodeRow, errorCodes } from "./error-codes.ts";
import { describeError } from "./error-text.ts";
import { describeErrorsMarkdown } from "./errors-markdown.ts";
import { exitCodeTable } from "./exit-codes.ts";
import { GadflyError, isGadflyError } from "./gadfly-error.ts";

const rows: [string, ErrorCodeRow][] = Object.entries(errorCodes);

describe("the error table", () => {
  test.each(rows)("%s has a title, a sentence, a remedy and a known exit code", (code, row) => {
    expect(code).toMatch(/^GF_[A-Z_]+$/);
    expect(row.title).not.toBe("");
    expect(row.sentence).toMatch(/[.}]$/);
    expect(row.hint).toMatch(/\.$/);
    expect(exitCodeTable.map(({ code: known }) => known)).toContain(row.exitCode);
  });

  test("appears in the docs page, code by code", () => {
    const page = describeErrorsMarkdown();
    for (const [code] of rows) expect(page).toContain(`### ${code}\n`);
    for (const { code, meaning } of exitCodeTable)
      expect(page).toContain(`| ${code} | ${meaning} |`);
    expect(page).not.toMatch(/[{}]/);
  });
});

describe("GadflyError", () => {
  const cause = new Error("ECONNREFUSED");
  const error = new GadflyError(
    "GF_TARGET_UNREACHABLE",
    { address: "127.0.0.1:8000", reason: "connection refused" },
    { cause },
  );

  test("carries its code, its sentence, its remedy, its exit code and its cause", () => {
    expect(error.name).toBe("GadflyError");
    expect(error.code).toBe("GF_TARGET_UNREACHABLE");
    expect(error.message).toBe("Nothing answers at 127.0.0.1:8000: connection refused.");
    expect(error.hint).toMatch(/-H names it/);
    expect(error.exitCode).toBe(6);
    expect(error.cause).toBe(cause);
  });

  test("is told apart from a bug", () => {
    expect(isGadflyError(error)).toBe(true);
    expect(isGadflyError(cause)).toBe(false);
    expect(isGadflyError("text")).toBe(false);
  });
});

describe("describeError", () => {
  test("ends a sentence once, also when a fact brings its own full stop", () => {
    const { sentence } = describeError("GF_INTERNAL", { what: "it broke." });
    expect(sentence).toBe("This is a bug in gadfly: it broke.");
  });

  test("fills facts into the hint as well", () => {
    const facts = { needed: 5000, sum: "4000 + 1000", available: 1024 };
    expect(describeError("GF_FILE_LIMIT", facts).hint).toContain("ulimit -n 5000");
  });

  test("leaves braces in facts alone", () => {
    const { sentence } = describeError("GF_INTERNAL", { what: "'{what}'" });
    expect(sentence).toContain("'{what}'");
  });
});
