// The chat server of the Qwen demos over WebSocket: one frame is the question, the frames of the answer
// repeat all of it so far (and the history with it), some of them twice, and a status ends it. It
// takes no limit and no model, and counts no tokens.

import { soleChoice } from "../stream/content-pieces.ts";
import { CumulativeText } from "../stream/cumulative-text.ts";
import { isJsonObject, textField } from "../stream/json/guards.ts";
import { emptyMessage } from "../stream/reply-reader.ts";
import type { Message, ReplyReader } from "../stream/reply-reader.ts";
import { StreamDecoder } from "../stream/stream-decoder.ts";
import type { Endpoint } from "./endpoint.ts";

/** `/chat/completions/ws`. */
export const qwenChatWebsocket: Endpoint = {
  name: "qwen-chat-websocket",
  path: () => "/chat/completions/ws",
  buildBody: (_options, prompt) => ({ query: prompt, history: [] }),
  alwaysStreams: true,
  createDecoder: (options) => new StreamDecoder(options, "websocket", new QwenReader()),
  transport: "websocket",
};

const finished = 200;

/** One per reply. */
class QwenReader implements ReplyReader {
  readonly #texts = new CumulativeText({ prompt: "", texts: "cumulative", echo: "never" });

  readMessage(value: unknown): Message | null {
    if (!isJsonObject(value) || !("status" in value || "response" in value)) return null;
    const { status } = value;
    const text = this.#texts.take(0, textField(value, "response"));
    return {
      ...emptyMessage,
      choices: soleChoice(text === "" ? [] : [{ kind: "text", key: "response", text }]),
      isEnd: status === finished,
      error: typeof status === "number" && status >= 400 ? `status ${status}` : null,
      notes: this.#texts.notes,
    };
  }

  /** Frames are all there is; a body is what came in place of the WebSocket. */
  readBody(): Message | null {
    return null;
  }
}
