import type { RunStatus } from "@gadfly/shared/web/run-status";
import { expect, it } from "vitest";
import { emptyPicture } from "../empty-picture.ts";
import { headFigures } from "./head-figures.ts";

const status: RunStatus = {
  gadfly: "0.1.0",
  state: "stopped",
  runId: "r",
  elapsedMs: 90_000,
  totalMs: null,
  users: 0,
  targetUsers: 10,
  spawnRate: 1,
  inFlight: 0,
  expectWorkers: 1,
  members: [],
  canStart: false,
  folder: null,
  commandLine: null,
};

it("names after a run the users that were asked for last, also in a report of its journal", () => {
  const targets = [
    { fromS: 0, users: 10 },
    { fromS: 20, users: 50 },
    { fromS: 90, users: 0 },
  ];
  const [users] = headFigures({ ...emptyPicture, connection: "report", status, targets });
  expect(users).toMatchObject({ text: "50", note: "asked for" });
});
