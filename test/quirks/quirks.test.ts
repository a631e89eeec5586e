// Each quirk of the simulator against the worker's own engine: what the record, the metrics and the
// warnings say. The simulator really does it on the wire; nothing is mocked.
import { setTimeout as sleep } from "node:timers/promises";
import { quirks } from "@gadfly/simulator/quirks/quirk-table";
import { startSimulator } from "@gadfly/simulator/start-simulator";
import { describe, expect, test } from "vitest";
import { type DrivenRequest, driveRequests } from "../support/drive-requests.ts";
import type { QuirkCase } from "./quirk-case.ts";
import { quirkCases } from "./quirk-cases.ts";
import { quirkList } from "./quirk-list.ts";

const law = {
  port: 0,
  baseTtftMs: 3,
  itlMs: 6,
  itlPerRunningMs: 0,
  prefillTokensPerS: 0,
  jitter: 0,
};

const drive = async (row: QuirkCase): Promise<readonly DrivenRequest[]> => {
  // By the whole server and by the model's name: not every API names a model.
  const as = quirks.find(({ id }) => id === row.id)?.as ?? "openai";
  const simulator = await startSimulator({ ...law, as, quirk: row.id, ...row.simulator });
  try {
    return await driveRequests({
      url: simulator.url,
      provider: row.provider ?? "openai",
      endpoint: row.endpoint ?? "openai-chat",
      request: { model: `quirk-${row.id}`, ...row.request },
      ...(row.plan === undefined ? {} : { plan: row.plan }),
      count: row.count ?? 1,
      pause: () => sleep(row.pauseMs ?? 0),
    });
  } finally {
    await simulator.close();
  }
};

describe("a quirk", () => {
  const named = quirkCases.map((row) => [`${row.id}: ${row.behaviour}`, row] as const);
  test.each(named)("%s", async (_name, row) => {
    const all = await drive(row);
    const [first] = all;
    expect(first).toBeDefined();
    if (first !== undefined) row.check(first, all);
  });
});

test("every quirk of the simulator has a row, in order", () => {
  const ids = quirkCases.map(({ id }) => id);
  expect([...new Set(ids)]).toEqual(quirks.map(({ id }) => id));
});

// `npx vitest run --project servers -u` writes it anew.
test("the page of quirks tells what the simulator does and what is tested", async () => {
  await expect(quirkList(quirks, quirkCases)).toMatchFileSnapshot("../../docs/quirks.md");
});
