import { expect, test } from "vitest";
import { PlotCursor } from "./plot-cursor.ts";

test("many moves before a picture are told once, with the last of them", () => {
  const waiting: (() => void)[] = [];
  const cursor = new PlotCursor((tell) => waiting.push(tell));
  const seen: (number | null)[] = [];
  const letGo = cursor.listen(() => seen.push(cursor.state.timeS));

  cursor.move({ timeS: 1 });
  cursor.move({ timeS: 2 });
  expect(waiting).toHaveLength(1);
  waiting.shift()?.();
  expect(seen).toEqual([2]);

  cursor.leave();
  waiting.shift()?.();
  expect(seen).toEqual([2, null]);

  letGo();
  cursor.move({ timeS: 3 });
  waiting.shift()?.();
  expect(seen).toEqual([2, null]);
});
