// The first request of a cold process is some 25 ms late: modules load, code compiles. So a few
// requests go to a server inside this process, on loopback, while the worker looks for its master: same
// engine, same decoder, same books, and nothing of it reaches the target or the results.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { barePlan } from "@gadfly/shared/plan/bare-plan";
import type { Plan } from "@gadfly/shared/plan/plan";
import { toRequestOptions } from "../endpoints/allowed-fields.ts";
import { openAiChat } from "../endpoints/openai-chat.ts";
import { loadEngine } from "../http/create-transport.ts";
import type { UserSlot } from "../load/virtual-user.ts";
import { Recorder } from "../record/recorder.ts";
import { RequestEngine } from "./request-engine.ts";

const requests = 30;
const answerChunks = 20;
/** Whatever happens here must not hold up a run. */
const timeoutMs = 2_000;

const chunk = (fields: string): string =>
  `data: {"id":"w","object":"chat.completion.chunk","choices":[{"index":0,${fields}}]}\n\n`;

const cannedStream = [
  ...Array.from({ length: answerChunks }, () =>
    chunk('"delta":{"content":"warm "},"text":"warm ","finish_reason":null'),
  ),
  chunk('"delta":{},"text":"","finish_reason":"stop"'),
  'data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":20}}\n\n',
  "data: [DONE]\n\n",
];

const startServer = (): Promise<{ server: Server; url: string }> => {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const part of cannedStream) response.write(part);
    response.end();
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server has this address
      const { port } = server.address() as AddressInfo;
      resolve({ server, url: `http://127.0.0.1:${port}` });
    });
  });
};

const sendOne = (slot: UserSlot, iteration: number): Promise<void> =>
  new Promise((resolve) => {
    slot.send(iteration, performance.now(), () => resolve());
  });

const sendAll = async (engine: RequestEngine): Promise<void> => {
  for (let i = 0; i < requests; i++) {
    const slot = engine.openSlot(0);
    await sendOne(slot, 2 * i);
    await sendOne(slot, 2 * i + 1);
    slot.close();
  }
};

/** The everyday request; other kinds share nearly all of its code. */
const plan: Plan = {
  ...barePlan,
  runId: "warm-up",
  timers: { ...barePlan.timers, connectMs: timeoutMs, requestMs: timeoutMs },
};

/** Sends requests to ourselves. */
export const warmUp = async (): Promise<void> => {
  const { server, url } = await startServer();
  const recorder = new Recorder(performance.now());
  const engine = new RequestEngine({
    plan: { ...plan, targets: [url] },
    secrets: { apiKey: null, headers: {} },
    createTransport: await loadEngine(plan.httpEngine),
    provider: "openai",
    endpoint: openAiChat,
    request: toRequestOptions(plan.request, "warm-up", new Set(["streamOptions"])).options,
    observer: recorder,
  });
  const deadline = setTimeout(() => server.closeAllConnections(), timeoutMs);
  try {
    await sendAll(engine);
    recorder.cut();
  } finally {
    clearTimeout(deadline);
    await engine.close();
    server.close();
    server.closeAllConnections();
  }
};
