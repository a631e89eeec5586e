// What the engine adds to the exchange: which requests are kept to be shown.
import type { Socket } from "node:net";
import { barePlan, bareRequest } from "@gadfly/shared/plan/bare-plan";
import { afterEach, expect, test } from "vitest";
import { ExchangeHarness, wire } from "../../../../test/support/exchange-harness.ts";
import { toRequestOptions } from "../endpoints/allowed-fields.ts";
import { openAiChat } from "../endpoints/openai-chat.ts";
import { createH1Transport } from "../http/h1/h1-transport.ts";
import type { RequestRecord } from "../http/request-record.ts";
import { RequestEngine } from "./request-engine.ts";

const harness = new ExchangeHarness();
afterEach(() => harness.close());

const answer = wire.sseHead + wire.chunk(wire.stream) + wire.lastChunk;

const startEngine = (
  port: number,
  showResponse: number,
  ended: (record: RequestRecord) => void,
) => {
  const request = { ...bareRequest, showResponse };
  return new RequestEngine({
    plan: { ...barePlan, targets: [`http://127.0.0.1:${port}`], request },
    secrets: { apiKey: null, headers: {} },
    createTransport: createH1Transport,
    provider: "openai",
    endpoint: openAiChat,
    request: toRequestOptions(request, "m", new Set()).options,
    observer: { started: () => undefined, tokenEvents: () => undefined, ended },
  });
};

test("keeps the text of the requests sent first, also when later ones end before them", async () => {
  const held: Socket[] = [];
  const port = await harness.listenFor((socket, number) => {
    if (number === 1) held.push(socket);
    else socket.write(answer);
  });
  const ended: RequestRecord[] = [];
  const engine = startEngine(port, 1, (record) => ended.push(record));
  const send = (user: number): Promise<void> =>
    new Promise((resolve) => {
      engine.openSlot(user).send(0, performance.now(), () => resolve());
    });
  const first = send(0);
  await expect.poll(() => held.length).toBe(1);
  await send(1);
  for (const socket of held) socket.write(answer);
  await first;
  await engine.close();
  expect(ended.map(({ user, keepText, responseText }) => [user, keepText, responseText])).toEqual([
    [1, false, null],
    [0, true, "Hello"],
  ]);
});
