import { expect, test } from "vitest";
import { errorCodes } from "@gadfly/shared/errors/error-codes";
import { remoteTrouble } from "./run-trouble.ts";

test("a worker's trouble has the exit code of our own table", () => {
  const trouble = remoteTrouble("GF_TARGET_UNREACHABLE", "nobody there", "start it");
  expect(trouble).toEqual({
    code: "GF_TARGET_UNREACHABLE",
    message: "nobody there",
    hint: "start it",
    exitCode: errorCodes.GF_TARGET_UNREACHABLE.exitCode,
  });
});

test.each(["GF_FROM_THE_FUTURE", "toString", "__proto__"])("the code %s is a bug", (code) => {
  expect(remoteTrouble(code, "m", "h").exitCode).toBe(70);
});
