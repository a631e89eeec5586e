// The simulator of a project, published so that a test can ask it what it really received, and so that two
// projects can have the same target.
import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import type { TruthOverview } from "@gadfly/simulator/test-support/truth-client";

/** The Compose file that publishes it, at the address in its variable. */
export const publishSimulatorFile = "test/compose/publish-simulator.yml";

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "0.0.0.0", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
  });
}

/** An address of this machine that others can reach, as a second machine would use it. */
export function machineAddress(): string {
  const addresses = Object.entries(networkInterfaces())
    .filter(([name]) => !/^(br-|docker|veth)/.test(name))
    .flatMap(([, rows]) => rows ?? []);
  const reachable = addresses.find(({ family, internal }) => family === "IPv4" && !internal);
  if (reachable === undefined) throw new Error("this machine has no address beyond loopback");
  return reachable.address;
}

/** One request, as far as it matters here. */
interface ReceivedRequest {
  readonly receivedAtMs: number;
}

const fetchTruth = async (port: number, query = ""): Promise<unknown> =>
  (await fetch(`http://127.0.0.1:${port}/__truth${query}`)).json();

/** What the simulator at this port has received. */
export const readTruth = async (port: number): Promise<TruthOverview> =>
  (await fetchTruth(port)) as TruthOverview;

/** When it received its first request, on this machine's wall clock; null before that. */
export async function firstRequestAt(port: number): Promise<number | null> {
  const { ids, nowMs } = await readTruth(port);
  const [first] = ids;
  if (first === undefined) return null;
  const query = `?id=${encodeURIComponent(first)}`;
  const { receivedAtMs } = (await fetchTruth(port, query)) as ReceivedRequest;
  return Date.now() - (nowMs - receivedAtMs);
}
