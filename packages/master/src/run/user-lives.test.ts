import { expect, it } from "vitest";
import { UserLives } from "./user-lives.ts";

it("counts how often users began anew, and names only those that did", () => {
  const lives = new UserLives();
  expect(lives.among([{ from: 0, to: 5 }])).toEqual([]);
  lives.renew([{ from: 1, to: 3 }]);
  lives.renew([{ from: 2, to: 3 }]);
  expect(lives.among([{ from: 0, to: 5 }])).toEqual([
    { user: 1, life: 1 },
    { user: 2, life: 2 },
  ]);
  expect(lives.among([{ from: 3, to: 5 }])).toEqual([]);
});
