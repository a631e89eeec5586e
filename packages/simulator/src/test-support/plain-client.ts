// A plain client for the tests of the simulator, over `node:http` and `node:net` alone.

import { type IncomingHttpHeaders, request } from "node:http";
import { connect, type Socket } from "node:net";
import { type RunningSimulator, startSimulator } from "../start-simulator.ts";
import type { SimulatorConfig } from "../config/simulator-config.ts";

/** What came back, also when it was cut short. */
export interface PlainReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The body ended as HTTP says. */
  readonly isComplete: boolean;
}

/** What is sent; a body that is no text is sent as JSON. */
export interface PlainRequest {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Sends a request on a connection of its own; rejects only when no status line came. */
export const ask = (simulator: RunningSimulator, wanted: PlainRequest): Promise<PlainReply> =>
  new Promise((resolve, reject) => {
    const { path, body, headers = {}, method = body === undefined ? "GET" : "POST" } = wanted;
    const call = request(`${simulator.url}${path}`, { method, headers, agent: false });
    call.on("error", reject);
    call.on("response", (response) => {
      let text = "";
      response.setEncoding("latin1");
      response.on("data", (part: string) => {
        text += part;
      });
      response.on("error", () => {});
      response.on("close", () => {
        const { statusCode = 0, headers: received, complete } = response;
        resolve({ status: statusCode, headers: received, body: text, isComplete: complete });
      });
    });
    call.end(typeof body === "string" || body === undefined ? body : JSON.stringify(body));
  });

/** A chat request with one message of four words. */
export const toChat = (changes: Readonly<Record<string, unknown>> = {}): PlainRequest => ({
  path: "/v1/chat/completions",
  body: { model: "m", messages: [{ role: "user", content: "one two three four" }], ...changes },
});

/** The payloads of an event stream with plain `data: …` events. */
export const toPayloads = (body: string): string[] =>
  body
    .split("\n\n")
    .filter((event) => event !== "")
    .map((event) => event.replace(/^data: /, ""));

/** A connection that sent some bytes. */
export const openSocket = (simulator: RunningSimulator, bytes: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(simulator.port, simulator.host, () => {
      socket.write(bytes);
      resolve(socket);
    });
    socket.on("error", reject);
  });

/** The bytes of a POST request with a JSON body. */
export const toPostBytes = ({ path, body, headers = {} }: PlainRequest): string => {
  const json = JSON.stringify(body);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${path} HTTP/1.1\r\nhost: sim\r\n${lines.join("")}content-length: ${json.length}\r\n\r\n${json}`;
};

/** Waits until the condition holds; rejects after two seconds. */
export const waitUntil = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
  const endAtMs = performance.now() + 2000;
  while (!(await holds())) {
    if (performance.now() > endAtMs) throw new Error("the condition did not come true in 2 s");
    await new Promise((resolve) => setImmediate(resolve));
  }
};

/** Laws with short times and no chance in them. */
export const quickLaw: Partial<SimulatorConfig> = {
  port: 0,
  baseTtftMs: 2,
  prefillTokensPerS: 0,
  itlMs: 1,
  itlPerRunningMs: 0,
  jitter: 0,
};

/** Starts simulators for one test file and closes them together. */
export class SimulatorFleet {
  readonly #running: RunningSimulator[] = [];

  /** A simulator with `quickLaw` and the changes. */
  async start(changes: Partial<SimulatorConfig> = {}): Promise<RunningSimulator> {
    const simulator = await startSimulator({ ...quickLaw, ...changes });
    this.#running.push(simulator);
    return simulator;
  }

  async close(): Promise<void> {
    await Promise.all(this.#running.splice(0).map((simulator) => simulator.close()));
  }
}
