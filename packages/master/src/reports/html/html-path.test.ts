import { expect, it } from "vitest";
import { planOf } from "../../../../../test/support/snapshots.ts";
import { htmlPath } from "./html-path.ts";

const plan = planOf({ runId: "id-1", runTimeMs: 90_000 });

it("puts users, spawn rate, seconds and run id into the name", () => {
  expect(htmlPath("out/{id}_u{u}_r{r}_t{t}.html", plan)).toBe("out/id-1_u20_r10_t90.html");
});

it("leaves what it does not know, and the time of a run without a limit", () => {
  expect(htmlPath("{t}-{x}.html", planOf({ runTimeMs: null }))).toBe("{t}-{x}.html");
});

it("makes no folder of a run id that somebody else's journal has", () => {
  const stranger = planOf({ runId: "../../etc/x y" });
  expect(htmlPath("out/{id}.html", stranger)).toBe("out/.._.._etc_x_y.html");
});
