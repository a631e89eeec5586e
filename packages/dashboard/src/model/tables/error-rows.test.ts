import { expect, it } from "vitest";
import { errorRows } from "./error-rows.ts";

it("gives shares of the failures of the table, also after a reset that the ledger does not follow", () => {
  const seen = { firstSeenS: 1, lastSeenS: 2 };
  const rows = errorRows({
    errors: [
      { kind: "reset", message: "a", count: 3, ...seen },
      { kind: "http_error", message: "b", count: 1, ...seen },
    ],
  });
  expect(rows.map(({ cells }) => cells["share"]?.value)).toEqual([0.75, 0.25]);
});
