import { expect, it } from "vitest";
import { recordingLogger } from "../../../../test/support/link-bench.ts";
import { openOf, planOf } from "../../../../test/support/snapshots.ts";
import { discardRunFolder } from "../journal/run-folder.ts";
import { RunBook } from "./run-book.ts";
import { RunJournalist } from "./run-journalist.ts";

const setUp = () => {
  const lines: string[] = [];
  const logger = recordingLogger(lines);
  const book = new RunBook(discardRunFolder, logger, openOf());
  const journalist = new RunJournalist({ plan: planOf(), book, logger, elapsedS: () => 1 });
  return { journalist, book, lines };
};

it("tells users that have come from users that have gone", () => {
  const { journalist, lines } = setUp();
  for (const users of [10, 30, 6, 1, 1]) journalist.rampCompleted(users);
  expect(lines.map((line) => line.replace(/^\w+:? /u, ""))).toEqual([
    "All users spawned: 10 users",
    "All users spawned: 30 users",
    "Down to 6 users",
    "Down to 1 user",
    "All users spawned: 1 user",
  ]);
});

it("writes a change of load with its numbers", () => {
  const { journalist, book } = setUp();
  journalist.loadChanges("Users changed", { users: 30 });
  journalist.loadChanges("Rate changed", { spawnRate: 2.5 });
  expect(book.model.events).toEqual([
    { t: 1, kind: "loadChanged", text: "Users changed", users: 30 },
    { t: 1, kind: "loadChanged", text: "Rate changed", spawnRate: 2.5 },
  ]);
});
