// Starts an inference server with known latency laws. Each simulator is an island: several may run
// in one process.

import { createServer, type Server } from "node:http";
import type { Socket } from "node:net";
import { toErrorBody } from "./apis/error-body.ts";
import { findServer } from "./apis/servers.ts";
import { Ticker } from "./clock/ticker.ts";
import { findConfigProblems } from "./config/config-problems.ts";
import { defaultSimulatorConfig, type SimulatorConfig } from "./config/simulator-config.ts";
import { Batch } from "./engine/batch.ts";
import { FaultHistory } from "./faults/fault-history.ts";
import { Connections } from "./http/connections.ts";
import { createRouter } from "./http/router.ts";
import { guardServer } from "./http/server-guard.ts";
import { TruthLog } from "./truth/truth-log.ts";
import { serveChatSockets } from "./websocket/chat-upgrade.ts";

/** A simulator that listens. */
export interface RunningSimulator {
  /** Base URL, without a slash at the end. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** The model that it lists. */
  readonly modelName: string;
  /** Ends all connections at once and stops listening. */
  close(): Promise<void>;
}

const connectionBacklog = 4096;

const answerMalformed = (error: Error, socket: Socket): void => {
  if (!socket.writable) return void socket.destroy();
  const message = `The request is not valid HTTP: ${error.message}`;
  const body = toErrorBody({ message, type: "invalid_request_error", param: null, code: null });
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
};

const createHttpServer = (keepAliveTimeoutMs: number): Server => {
  // A load generator may open connections long before it uses them: no time limits on requests.
  const limits = { requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: keepAliveTimeoutMs };
  const server = createServer({ ...limits, noDelay: true });
  server.on("clientError", answerMalformed);
  return server;
};

const listen = (server: Server, { host, port }: SimulatorConfig): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port, backlog: connectionBacklog }, () => {
      server.removeListener("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });

// Some servers always have a model of the same name.
/** Some servers have a model of their own, unless another is asked for. */
const withModelOf = (config: SimulatorConfig): SimulatorConfig => {
  if (config.modelName !== defaultSimulatorConfig.modelName) return config;
  return { ...config, modelName: findServer(config.as).modelName ?? config.modelName };
};

/**
 * Starts a simulator; what the changes leave out is as in `defaultSimulatorConfig`.
 * Rejects with a `RangeError` for values that cannot work, and with Node's error when it cannot listen.
 */
export const startSimulator = async (
  changes: Partial<SimulatorConfig> = {},
): Promise<RunningSimulator> => {
  const asked = { ...defaultSimulatorConfig, ...changes };
  const problems = findConfigProblems(asked);
  if (problems.length > 0) throw new RangeError(problems.join("; "));
  const config = withModelOf(asked);
  const server = createHttpServer(config.keepAliveTimeoutMs);
  const connections = new Connections(server);
  const ticker = new Ticker();
  const batch = new Batch(config.maxBatch, config.maxQueue);
  const identity = findServer(config.as);
  const faults = new FaultHistory(config.modelName);
  const truth = new TruthLog(config.truthLimit);
  const engine = { config, server: identity, faults, ticker, batch, truth };
  const router = createRouter(engine, connections);
  server.on("request", guardServer(config.fault ?? config.quirk, faults, router));
  serveChatSockets(server, engine);
  const port = await listen(server, config);
  const { host, modelName } = config;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      ticker.clear();
      connections.destroyAll();
    });
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  return { url, host, port, modelName, close };
};
