// A client for the tests of the simulator that keeps every byte: what came in which chunk, when, and
// how the connection ended.

import { connect } from "node:net";
import type { RunningSimulator } from "../start-simulator.ts";
import { type PlainRequest, toPostBytes } from "./plain-client.ts";

/** An answer as it stood on the wire; times count from the sending of the request. */
export interface WireReply {
  readonly statusLine: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body without the framing of HTTP. */
  readonly body: Buffer;
  readonly text: string;
  /** The chunks of HTTP; one piece when the body is not chunked. */
  readonly pieces: readonly Buffer[];
  /** The body ended as HTTP says. */
  readonly isComplete: boolean;
  readonly wasReset: boolean;
  readonly firstByteAtMs: number;
  /** When the text first stood in the bytes that had come. */
  readonly seenAtMs: (text: string) => number;
  readonly endedAtMs: number;
}

interface Arrival {
  readonly atMs: number;
  readonly endsAt: number;
}

interface Unframed {
  readonly pieces: readonly Buffer[];
  readonly isComplete: boolean;
}

const splitChunks = (bytes: Buffer): Unframed => {
  const pieces: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = bytes.indexOf("\r\n", at);
    const size = Number.parseInt(bytes.toString("latin1", at, lineEnd), 16);
    const start = lineEnd + 2;
    if (lineEnd < 0 || start + size + 2 > bytes.length)
      return { pieces: [...pieces, bytes.subarray(lineEnd < 0 ? at : start)], isComplete: false };
    if (size === 0) return { pieces, isComplete: true };
    pieces.push(bytes.subarray(start, start + size));
    at = start + size + 2;
  }
};

const readHeaders = (lines: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );

const unframe = (headers: Readonly<Record<string, string>>, bytes: Buffer): Unframed => {
  if (headers["transfer-encoding"] === "chunked") return splitChunks(bytes);
  const length = headers["content-length"];
  return { pieces: [bytes], isComplete: length === undefined || Number(length) === bytes.length };
};

const toReply = (
  raw: Buffer,
  arrivals: readonly Arrival[],
  end: Pick<WireReply, "wasReset" | "endedAtMs">,
): WireReply => {
  const headEnd = raw.indexOf("\r\n\r\n");
  const [statusLine = "", ...lines] = raw.toString("latin1", 0, headEnd).split("\r\n");
  const headers = readHeaders(lines);
  const { pieces, isComplete } = unframe(headers, raw.subarray(headEnd + 4));
  const body = Buffer.concat(pieces);
  const toArrival = (offset: number): number =>
    arrivals.find(({ endsAt }) => endsAt > offset)?.atMs ?? Number.NaN;
  return {
    statusLine,
    headers,
    body,
    text: body.toString(),
    pieces,
    isComplete,
    firstByteAtMs: toArrival(0),
    seenAtMs: (text) => (raw.includes(text) ? toArrival(raw.indexOf(text)) : Number.NaN),
    ...end,
  };
};

/** Asks on a connection of its own and reads until it ends, or until `until` is seen. */
export const askOnWire = (
  simulator: RunningSimulator,
  wanted: PlainRequest,
  until: (soFar: string) => boolean = () => false,
): Promise<WireReply> =>
  new Promise((resolve) => {
    const startedAtMs = performance.now();
    const parts: Buffer[] = [];
    const arrivals: Arrival[] = [];
    let endsAt = 0;
    let wasReset = false;
    const headers = { connection: "close", ...wanted.headers };
    const socket = connect(simulator.port, simulator.host, () =>
      socket.write(toPostBytes({ ...wanted, headers })),
    );
    socket.on("data", (bytes: Buffer) => {
      parts.push(bytes);
      endsAt += bytes.length;
      arrivals.push({ atMs: performance.now() - startedAtMs, endsAt });
      if (until(Buffer.concat(parts).toString())) socket.destroy();
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      wasReset = error.code === "ECONNRESET";
    });
    socket.on("close", () => {
      const endedAtMs = performance.now() - startedAtMs;
      resolve(toReply(Buffer.concat(parts), arrivals, { wasReset, endedAtMs }));
    });
  });
