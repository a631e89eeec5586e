import { expect, it } from "vitest";
import { planOf } from "../../../../test/support/snapshots.ts";
import { comfortableEventsPerS, expectLoad } from "./expect-load.ts";

/** The most users at which 20 events a second for each of them are read with ease. */
const enough = comfortableEventsPerS / 20;

it("says nothing about as many users as one worker reads with ease", () => {
  expect(expectLoad(planOf(), enough)).toEqual([]);
});

it("says for more users what the sum leaves for each, and what to do", () => {
  expect(expectLoad(planOf(), enough + 1)).toMatchObject([{ code: "many_users_per_worker" }]);
  expect(expectLoad(planOf(), 12_000)).toEqual([
    {
      code: "many_users_per_worker",
      text:
        "12,000 users on one worker: one worker reads about 50,000 token events a second, which is " +
        "4.2 for each user; if the server is faster, start more workers",
    },
  ]);
});

it("says nothing when answers come in one piece", () => {
  const { request } = planOf();
  expect(expectLoad({ request: { ...request, stream: false } }, 100_000)).toEqual([]);
});
