import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findCompiler } from "../native/compile.ts";
import { waitUntil } from "../process/wait-until.ts";
import { pacedModel } from "./model-name.ts";
import { startNativeSource } from "./native-source.ts";
import type { Source } from "./source.ts";

const tokenEvent = '"delta":{"content":" token"}';

describe.skipIf(findCompiler() === null)("the source in C", () => {
  let source: Source;

  beforeAll(async () => {
    source = await startNativeSource();
  });
  beforeEach(() => source.reset());
  afterAll(() => source.stop());

  const post = (body: object, path = "/v1/chat/completions"): Promise<Response> =>
    fetch(source.origin + path, { method: "POST", body: JSON.stringify(body) });

  it("streams as many token events as were asked for, then reason, usage and end", async () => {
    const text = await (await post({ model: "at-once", stream: true, max_tokens: 3 })).text();
    const events = text.split("\n\n").filter((event) => event !== "");
    expect(events).toHaveLength(6);
    expect(events.filter((event) => event.includes(tokenEvent))).toHaveLength(3);
    expect(events[3]).toContain('"finish_reason":"length"');
    expect(events[4]).toContain('"completion_tokens":3');
    expect(events[5]).toBe("data: [DONE]");
  });

  it("answers in one piece when no stream is asked for", async () => {
    const answer = await (await post({ model: "at-once", max_tokens: 2 })).json();
    expect(answer).toMatchObject({
      object: "chat.completion",
      choices: [{ message: { content: " token token" } }],
      usage: { completion_tokens: 2 },
    });
  });

  it("writes the completions API as well", async () => {
    const answer = await (await post({ model: "m", max_tokens: 1 }, "/v1/completions")).json();
    expect(answer).toMatchObject({ object: "text_completion", choices: [{ text: " token" }] });
  });

  it("reads its fields at the top level of the body only", async () => {
    const prompt = 'a "stream": false, {"max_tokens": 9} [';
    const messages = [{ role: "user", content: prompt, stream: false, max_tokens: 9 }];
    const text = await (await post({ messages, model: "m", max_tokens: 1, stream: true })).text();
    expect(text.split(tokenEvent)).toHaveLength(2);
  });

  it("sends tokens at the asked pace and tells when it did", async () => {
    const model = pacedModel({ itlUs: 4_000, ttftUs: 8_000 });
    await (await post({ model, stream: true, max_tokens: 5 })).text();
    const { ttftUs, gapUs, e2eUs } = await source.truth();
    expect(ttftUs).toHaveLength(1);
    expect(ttftUs[0]).toBeGreaterThanOrEqual(8_000);
    expect(gapUs).toHaveLength(4);
    const lastAfterFirstUs = gapUs.reduce((sum, gap) => sum + gap, 0);
    expect(e2eUs).toEqual([(ttftUs[0] ?? 0) + lastAfterFirstUs]);
    // The second token may come half a period early or late, to spread the streams.
    expect(lastAfterFirstUs).toBeGreaterThan(3.4 * 4_000);
  });

  it("counts requests and events, and forgets them when told", async () => {
    await (await post({ model: "m", stream: true, max_tokens: 7 })).text();
    const counts = await source.counts();
    expect(counts).toMatchObject({ requests: 1, events: 7, streamsOpen: 0, firstGetAtMs: null });
    expect(counts.firstRequestAtMs).toBeLessThanOrEqual(counts.atMs);
    await source.reset();
    expect(await source.counts()).toMatchObject({ requests: 0, events: 0, firstRequestAtMs: null });
    expect(await source.truth()).toEqual({ ttftUs: [], gapUs: [], e2eUs: [] });
  });

  it("notes a question about the models apart from requests", async () => {
    expect(await (await fetch(`${source.origin}/v1/models`)).json()).toHaveProperty("data");
    const { requests, firstGetAtMs, atMs } = await source.counts();
    expect(requests).toBe(0);
    expect(firstGetAtMs).toBeLessThanOrEqual(atMs);
  });

  it("lets go of a stream whose reader has left", async () => {
    const controller = new AbortController();
    const model = pacedModel({ itlUs: 1_000, ttftUs: 1_000 });
    const body = JSON.stringify({ model, stream: true, max_tokens: 1_000_000 });
    const url = `${source.origin}/v1/chat/completions`;
    await fetch(url, { method: "POST", body, signal: controller.signal });
    expect((await source.counts()).streamsOpen).toBe(1);
    controller.abort();
    await waitUntil(async () => (await source.counts()).streamsOpen === 0, {
      what: "none is open",
    });
  });

  it("takes a request that comes in pieces, and two that come at once", async () => {
    const body = JSON.stringify({ model: "m", max_tokens: 1 });
    const request = `POST /v1/completions HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const socket = connect(Number(new URL(source.origin).port), "127.0.0.1");
    let received = "";
    socket.setEncoding("utf8").on("data", (text: string) => (received += text));
    for (const piece of [request.slice(0, 20), request.slice(20) + request]) {
      await new Promise((resolve) => socket.write(piece, resolve));
    }
    await waitUntil(() => received.split("text_completion").length > 2, { what: "two answers" });
    socket.destroy();
    expect(received.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
  });
});
