import { expect, it } from "vitest";
import { planOf } from "../../../../test/support/snapshots.ts";
import { fileNameOf } from "./file-name.ts";

const option = "--html";
const plan = planOf({ runId: "id-1", runTimeMs: 90_000 });

it("puts users, spawn rate, seconds and run id into the name", () => {
  const path = "out/{id}_u{u}_r{r}_t{t}.html";
  expect(fileNameOf({ option, path }, plan)).toBe("out/id-1_u20_r10_t90.html");
});

it("leaves the time of a run without a limit", () => {
  const path = "{t}.html";
  expect(fileNameOf({ option, path }, planOf({ runTimeMs: null }))).toBe(path);
});

it.each(["{users}", "{}", "{U}"])("refuses %s, which stands for nothing", (word) => {
  expect(() => fileNameOf({ option, path: `out/${word}.html` }, plan)).toThrow(
    expect.objectContaining({
      code: "GF_FILE_NAME_UNKNOWN",
      message: `out/${word}.html, named by --html, has ${word}, which stands for nothing.`,
    }),
  );
});

it("makes no folder of a run id that somebody else's journal has", () => {
  const stranger = planOf({ runId: "../../etc/x y" });
  expect(fileNameOf({ option, path: "out/{id}.html" }, stranger)).toBe("out/.._.._etc_x_y.html");
});
