// Writes one answer into an HTTP response, whole or as a stream of events.
import type { ServerResponse } from "node:http";
import type { ReplyFormat, Usage } from "./reply-format.ts";

/** Where an answer goes. */
export interface TextReply {
  /** A token more. */
  add(text: string): void;
  /** That was all. */
  end(finishReason: string, usage: Usage): void;
}

/** Sends a JSON document and ends the response. */
export function sendJson(response: ServerResponse, status: number, document: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(document));
}

/** The whole answer in one document, when it is complete. */
export function wholeReply(response: ServerResponse, format: ReplyFormat): TextReply {
  let whole = "";
  return {
    add: (text) => void (whole += text),
    end: (finishReason, usage) => sendJson(response, 200, format.whole(whole, finishReason, usage)),
  };
}

/**
 * An event for each token. The headers go out with the first one, as they do where a server must see first
 * whether the engine takes the request.
 */
export function streamedReply(
  response: ServerResponse,
  format: ReplyFormat,
  includesUsage: boolean,
): TextReply {
  const send = (document: object): void =>
    void response.write(`data: ${JSON.stringify(document)}\n\n`);
  const open = (): void => {
    if (response.headersSent) return;
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
    if (format.opening !== null) send(format.opening);
  };
  return {
    add(text) {
      open();
      send(format.piece(text));
    },
    end(finishReason, usage) {
      open();
      send(format.ending(finishReason));
      if (includesUsage) send(format.usage(usage));
      response.end("data: [DONE]\n\n");
    },
  };
}
