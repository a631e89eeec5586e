// Writes a streamed body with as little work per event as Node allows: the chunk framing of HTTP is
// put around the text here and goes straight to the socket. Texts must be ASCII or Latin-1, because
// their length is taken as their size.

import type { ServerResponse } from "node:http";
import type { BodyWriter } from "./body-writer.ts";

const toChunkHead = (sizeBytes: number): string => `${sizeBytes.toString(16)}\r\n`;
const chunkHeads = Array.from({ length: 4096 }, (_, sizeBytes) => toChunkHead(sizeBytes));

/** The body of one streamed answer. */
export class EventStreamWriter implements BodyWriter {
  readonly #response: ServerResponse;
  #isChunked = true;

  constructor(response: ServerResponse) {
    this.#response = response;
  }

  /** Bytes that the system did not take yet. */
  get backlogBytes(): number {
    return this.#response.socket?.writableLength ?? 0;
  }

  /** True when the client reads too slowly; `resume` is then called when it has caught up. */
  waitsForClient(resume: () => void): boolean {
    const { socket } = this.#response;
    if (socket?.writableNeedDrain !== true) return false;
    socket.once("drain", resume);
    return true;
  }

  /** Sends status 200 and the headers, together with the first text. */
  open(headers: Readonly<Record<string, string>>, text: string): void {
    const response = this.#response;
    const { socket } = response;
    socket?.cork();
    response.writeHead(200, headers);
    response.flushHeaders();
    // A client of HTTP/1.0 gets an unframed body that ends with the connection.
    this.#isChunked = response.chunkedEncoding;
    this.write(text);
    socket?.uncork();
  }

  write(text: string): void {
    if (text === "") return;
    const { socket } = this.#response;
    // A pipelined answer has no socket before its turn; Node keeps and frames what it gets.
    if (socket === null) this.#response.write(text, "latin1");
    else socket.write(this.#isChunked ? this.#toChunk(text) : text, "latin1");
  }

  /** Sends the last text together with the end of the body. */
  end(text: string): void {
    this.#response.socket?.cork();
    this.write(text);
    // Ending the answer also uncorks the socket.
    this.#response.end();
  }

  /** Closes the connection inside the body, after what was written. */
  drop(): void {
    this.#response.socket?.destroySoon();
  }

  /** Resets the connection. */
  reset(): void {
    this.#response.socket?.resetAndDestroy();
  }

  #toChunk(text: string): string {
    return `${chunkHeads[text.length] ?? toChunkHead(text.length)}${text}\r\n`;
  }
}
