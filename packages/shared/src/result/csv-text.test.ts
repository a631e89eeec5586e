import { expect, test } from "vitest";
import { toCsv } from "./csv-text.ts";

test("quotes what needs quotes, and nothing else", () => {
  const rows = [["a", 1.5, null, 'say "hi"', "x,y", "two\nlines"]];
  expect(toCsv(rows)).toBe('a,1.5,,"say ""hi""","x,y","two\nlines"\r\n');
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])("%j is no formula", (text) => {
  expect(toCsv([[text]])).toBe(`'${text}\r\n`);
});

test("a negative number stays a number", () => expect(toCsv([[-1]])).toBe("-1\r\n"));
