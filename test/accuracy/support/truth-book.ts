// Fetches what the simulator did for each request of a run.
import { Agent, get } from "node:http";
import type { TruthRecord } from "@gadfly/simulator/test-support/truth-client";

/** The truth by request id. */
export type TruthBook = ReadonlyMap<string, TruthRecord>;

const connections = 8;

const readJson = (url: string, agent: Agent): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const call = get(url, { agent }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.once("error", reject);
      response.once("end", () => resolve(JSON.parse(text)));
    });
    call.once("error", reject);
  });

const isOverview = (value: unknown): value is { readonly ids: readonly string[] } =>
  typeof value === "object" && value !== null && "ids" in value;

const isRecord = (value: unknown): value is TruthRecord =>
  typeof value === "object" && value !== null && "chunks" in value;

/** Everything that the simulator at this address remembers. */
export async function readTruthBook(url: string): Promise<TruthBook> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  try {
    const overview = await readJson(`${url}/__truth`, agent);
    if (!isOverview(overview)) throw new Error(`no truth at ${url}`);
    const records = await Promise.all(
      overview.ids.map((id) => readJson(`${url}/__truth?id=${encodeURIComponent(id)}`, agent)),
    );
    return new Map(records.filter(isRecord).map((record) => [record.id, record]));
  } finally {
    agent.destroy();
  }
}
