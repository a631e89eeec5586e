import { expect, test } from "vitest";
import {
  decodeReply,
  harmfulCuts,
  leastRequest,
  recordedReply,
} from "../../../../test/support/decode-reply.ts";
import { qwenChatWebsocket } from "./qwen-chat-websocket.ts";

const recorded = recordedReply("qwen-chat-websocket.ndjson");
const hints = { contentType: "application/x-ndjson" };
const read = (reply: Buffer | string) => decodeReply(qwenChatWebsocket, reply, hints);

test("asks over WebSocket with an empty history", () => {
  expect(qwenChatWebsocket.transport).toBe("websocket");
  expect(qwenChatWebsocket.path(leastRequest)).toBe("/chat/completions/ws");
  expect(qwenChatWebsocket.buildBody(leastRequest, "Hi")).toEqual({ query: "Hi", history: [] });
});

test("reads what each frame adds, and nothing from a duplicate", () => {
  expect(read(recorded)).toMatchObject({
    tokenEvents: 3,
    isDone: true,
    isStreamed: true,
    isFinished: true,
    text: "Hello 好 😀",
    usage: null,
    inbandError: null,
    badFrame: null,
    notes: [],
  });
});

test("reads the same wherever the stream is cut", () => {
  expect(harmfulCuts(qwenChatWebsocket, recorded, hints)).toEqual([]);
});

test("takes the end of a last frame that repeats the answer", () => {
  const last = { response: "Hello 好 😀!", history: [], status: 200 };
  const reply = recorded.toString().replace('{"status":200}', JSON.stringify(last));
  expect(read(reply)).toMatchObject({ tokenEvents: 4, text: "Hello 好 😀!", isDone: true });
});

test("is unfinished without the last status, and fails with another one", () => {
  const cut = recorded.subarray(0, recorded.indexOf('{"status":200}'));
  expect(read(cut)).toMatchObject({ isFinished: false, hasOutput: true });
  expect(read('{"status":500}\n').inbandError).toBe("status 500");
  expect(read('{"hello":1}\n').badFrame).not.toBeNull();
});
