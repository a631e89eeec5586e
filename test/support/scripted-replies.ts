// Servers that answer with given bytes, cut into writes as a test wants them.

import type { Socket } from "node:net";
import type { Transport } from "@gadfly/worker/http/transport";
import type { ExchangeHarness } from "./exchange-harness.ts";

/** What a server does after its bytes. */
export type Ending = "stay" | "fin" | "reset";

/** The bytes of one reply, write by write, and what comes after them. */
export interface Script {
  readonly pieces: readonly string[];
  readonly ending: Ending;
}

/** The reply to whatever comes after the reply that a test is about. */
export const secondReply = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecond";

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Writes the pieces, each to be read alone. Characters are bytes. */
export async function play(socket: Socket, { pieces, ending }: Script): Promise<void> {
  for (const piece of pieces) {
    if (socket.destroyed) return;
    socket.write(piece, "latin1");
    // One turn to be read here, in the same process, and one for whatever the reading sets off.
    await nextTurn();
    await nextTurn();
  }
  if (ending === "fin") socket.end();
  if (ending === "reset") socket.resetAndDestroy();
}

/** A server with its scripts. */
export interface ScriptedServer {
  readonly transport: Transport;
  /** Everything that was asked for has been written, and read. */
  played(): Promise<void>;
}

/** Answers request after request with the next script, then with `secondReply`. */
export async function serveScripts(
  harness: ExchangeHarness,
  scripts: readonly Script[],
): Promise<ScriptedServer> {
  const played: Promise<void>[] = [];
  const transport = await harness.serve((socket, number) => {
    played.push(play(socket, scripts[number - 1] ?? { pieces: [secondReply], ending: "stay" }));
  });
  return {
    transport,
    async played() {
      await Promise.all(played);
      await nextTurn();
    },
  };
}

/** The text in pieces that end at the given places. */
export function cutAt(text: string, places: readonly number[]): string[] {
  const ends = [...new Set(places)].filter((place) => place > 0 && place < text.length);
  const sorted = [0, ...ends.sort((a, b) => a - b), text.length];
  return sorted.slice(1).map((end, index) => text.slice(sorted[index], end));
}

/** The text one byte after another. */
export function byteByByte(text: string): string[] {
  return cutAt(
    text,
    Array.from({ length: text.length }, (_, index) => index),
  );
}
