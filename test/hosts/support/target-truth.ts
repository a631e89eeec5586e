// What the simulator on the host `target` knows: every request that reached it, and every chunk it sent.
// Times are CLOCK_MONOTONIC milliseconds.
import type { TruthOverview, TruthRecord } from "@gadfly/simulator/test-support/truth-client";
import { senderOf } from "../../support/request-ids.ts";
import type { Network } from "./network.ts";

/** Counts, and the record of every request in the order of arrival. */
export interface TargetTruth {
  readonly overview: TruthOverview;
  readonly requests: readonly TruthRequest[];
}

/** One request, with what its id tells. */
export interface TruthRequest extends TruthRecord {
  readonly user: number;
  /** How often its user had begun anew, elsewhere, before this request. */
  readonly life: number;
}

/** Iterations of one life of a user. */
const iterationsPerLife = 2 ** 20;

/** Runs on the host, in one process, so that a thousand questions are asked in a second. */
const readAll = (port: string): string => `
  const url = "http://127.0.0.1:${port}/__truth";
  const read = async (query = "") => (await fetch(url + query)).json();
  const overview = await read();
  const records = [];
  for (let at = 0; at < overview.ids.length; at += 20)
    records.push(...(await Promise.all(overview.ids.slice(at, at + 20)
      .map((id) => read("?id=" + encodeURIComponent(id))))));
  console.log(JSON.stringify({ overview, records }));
`;

interface Reply {
  readonly overview: TruthOverview;
  readonly records: readonly TruthRecord[];
}

const toRequest = (record: TruthRecord): TruthRequest => {
  const { user, iteration } = senderOf(record.id);
  return {
    ...record,
    user,
    life: Math.floor(iteration / iterationsPerLife),
  };
};

/** Everything that the simulator at this port of its host knows. */
export const readTruth = async (network: Network, port: string): Promise<TargetTruth> => {
  const args = ["--input-type=module", "--eval", readAll(port)];
  const { overview, records } = JSON.parse(
    await network.run("target", process.execPath, args),
  ) as Reply;
  const requests = records.map(toRequest).sort((a, b) => a.receivedAtMs - b.receivedAtMs);
  if (requests.length !== overview.received)
    throw new Error(`the simulator has forgotten ${overview.received - requests.length} requests`);
  return { overview, requests };
};

/** When the chunks of these requests were sent, in order. */
export const chunkTimes = (requests: readonly TruthRequest[]): number[] =>
  requests.flatMap(({ chunks }) => [...chunks.sentAtMs]).sort((a, b) => a - b);
