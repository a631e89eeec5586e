// Writes a body byte by byte as a quirk wants it: any text as UTF-8, compressed, cut into pieces that
// travel alone, or as HTTP/1.0. It costs more than the event stream writer.

import type { ServerResponse } from "node:http";
import { type BrotliCompress, createBrotliCompress, createGzip, type Gzip } from "node:zlib";
import type { Behaviour } from "../../faults/behaviour.ts";
import type { BodyWriter } from "./body-writer.ts";

type Manners = Pick<Behaviour, "cut" | "isCompressed" | "isHttp10">;
type Headers = Readonly<Record<string, string>>;

const acceptsOnlyBrotli = (response: ServerResponse): boolean => {
  const accepted = response.req.headers["accept-encoding"];
  const text = typeof accepted === "string" ? accepted : "";
  return /\bbr\b/.test(text) && !/\bgzip\b/.test(text);
};

/** The body of one answer with odd bytes. */
export class ByteBodyWriter implements BodyWriter {
  readonly #response: ServerResponse;
  readonly #manners: Manners;
  readonly #steps: (() => void)[] = [];
  #compressor: Gzip | BrotliCompress | null = null;
  #isPumping = false;

  constructor(response: ServerResponse, manners: Manners) {
    this.#response = response;
    this.#manners = manners;
  }

  get backlogBytes(): number {
    return this.#response.socket?.writableLength ?? 0;
  }

  waitsForClient(resume: () => void): boolean {
    const { socket } = this.#response;
    if (socket?.writableNeedDrain !== true) return false;
    socket.once("drain", resume);
    return true;
  }

  open(headers: Headers, text: string): void {
    const allHeaders = this.#manners.isCompressed ? this.#compress(headers) : headers;
    if (this.#manners.isHttp10) this.#sendHttp10Head(allHeaders);
    else {
      this.#response.writeHead(200, allHeaders);
      this.#response.flushHeaders();
    }
    this.write(text);
  }

  write(text: string): void {
    if (text === "") return;
    const bytes = Buffer.from(text);
    const compressor = this.#compressor;
    if (compressor === null) return this.#sendCut(bytes);
    compressor.write(bytes);
    // What is compressed leaves at once: the client can read each event when it comes.
    compressor.flush();
  }

  end(text: string): void {
    this.write(text);
    if (this.#compressor === null) this.#then(this.#finish);
    else this.#compressor.end();
  }

  drop(): void {
    this.#then(() => this.#response.socket?.destroySoon());
  }

  reset(): void {
    this.#then(() => this.#response.socket?.resetAndDestroy());
  }

  #compress(headers: Headers): Headers {
    const isBrotli = acceptsOnlyBrotli(this.#response);
    const compressor = isBrotli ? createBrotliCompress() : createGzip();
    compressor.on("data", (bytes: Buffer) => this.#sendCut(bytes));
    compressor.on("end", () => this.#then(this.#finish));
    this.#compressor = compressor;
    return { ...headers, "content-encoding": isBrotli ? "br" : "gzip" };
  }

  #sendHttp10Head(headers: Headers): void {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    this.#response.socket?.write(`HTTP/1.0 200 OK\r\n${lines.join("")}\r\n`, "latin1");
  }

  #sendCut(bytes: Buffer): void {
    const pieces = this.#manners.cut?.(bytes) ?? [bytes];
    for (const piece of pieces) this.#then(() => this.#send(piece));
  }

  #send(bytes: Buffer): void {
    if (this.#manners.isHttp10) this.#response.socket?.write(bytes);
    else this.#response.write(bytes);
  }

  readonly #finish = (): void => {
    if (this.#manners.isHttp10) this.#response.socket?.end();
    else this.#response.end();
  };

  // Pieces that shall travel alone are written in different turns, so that each is sent for itself.
  #then(step: () => void): void {
    if (this.#manners.cut === null) return this.#take(step);
    this.#steps.push(step);
    if (this.#isPumping) return;
    this.#isPumping = true;
    setImmediate(this.#pump);
  }

  readonly #pump = (): void => {
    const step = this.#steps.shift();
    this.#isPumping = step !== undefined;
    if (step === undefined) return;
    this.#take(step);
    setImmediate(this.#pump);
  };

  // The client may have gone away since the step was planned.
  #take(step: () => void): void {
    if (!this.#response.destroyed) step();
  }
}
