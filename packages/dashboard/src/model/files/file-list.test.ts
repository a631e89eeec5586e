import type { RunStatus } from "@gadfly/shared/web/run-status";
import { expect, test } from "vitest";
import { emptyPicture } from "../empty-picture.ts";
import { reportCommand } from "./file-list.ts";

const status: RunStatus = {
  gadfly: "0.1.0",
  state: "stopped",
  runId: "20260131-r",
  elapsedMs: 0,
  totalMs: null,
  users: 0,
  targetUsers: 1,
  spawnRate: 1,
  inFlight: 0,
  expectWorkers: 1,
  members: [],
  canStart: true,
  folder: "my results/20260131-r",
  commandLine: null,
};

test("gives the command that makes the report without the program, ready for a shell", () => {
  expect(reportCommand({ ...emptyPicture, status, runId: status.runId })).toBe(
    "npx gadfly report 'my results/20260131-r' --html 20260131-r.html",
  );
});

test("gives none where nothing was kept", () => {
  expect(reportCommand({ ...emptyPicture, status: { ...status, folder: null } })).toBeNull();
});
