// Edits frames of event streams and cuts bytes: what lies between the messages and the wire.

import type { Behaviour } from "../../faults/behaviour.ts";

type Reframe = NonNullable<Behaviour["reframe"]>;
type Cut = NonNullable<Behaviour["cut"]>;

/** Puts one of the texts before each frame, in turns. */
export const precedeFrames =
  (texts: readonly string[]): Reframe =>
  (frame, _payload, index) =>
    `${texts[index % texts.length] ?? ""}${frame}`;

/** Ends lines in one way and the blank line after them in another. */
export interface LineEnds {
  readonly line: string;
  readonly blank: string;
}

/** Ends the lines of the frames in these ways, in turns. */
export const endLines =
  (ways: readonly LineEnds[]): Reframe =>
  (frame, _payload, index) => {
    const { line, blank } = ways[index % ways.length] ?? { line: "\n", blank: "\n" };
    const lines = frame.trimEnd().split(/\r?\n/);
    return lines.map((text) => text + line).join("") + blank;
  };

/** Writes a JSON payload on several `data` lines; any other one stays on its line. */
export const splitDataLines: Reframe = (frame, payload) => {
  if (!payload.startsWith("{")) return frame;
  const lines = JSON.stringify(JSON.parse(payload), null, 1).split("\n");
  return frame.replace(`data: ${payload}`, () => lines.map((line) => `data: ${line}`).join("\n"));
};

/** Puts other fields around the data: an id, a retry time, unknown ones, and the event name last. */
export const addFields: Reframe = (frame, _payload, index) => {
  const lines = frame.trimEnd().split(/\r?\n/);
  const data = lines.filter((line) => line.startsWith("data:")).join("\n");
  const event = lines.find((line) => line.startsWith("event:")) ?? "event: message";
  return `id: ${index}\nretry: 3000\nunknown: field\nnocolon\n${data}\n${event}\n\n`;
};

const cutAfter =
  (isCutAfter: (byte: number) => boolean): Cut =>
  (bytes) => {
    const pieces: Buffer[] = [];
    let start = 0;
    for (const [index, byte] of bytes.entries()) {
      if (!isCutAfter(byte)) continue;
      pieces.push(bytes.subarray(start, index + 1));
      start = index + 1;
    }
    return start < bytes.length ? [...pieces, bytes.subarray(start)] : pieces;
  };

/** Each byte is a piece. */
export const cutEveryByte: Cut = cutAfter(() => true);

/** Cuts between CR and whatever follows. */
export const cutAfterReturns: Cut = cutAfter((byte) => byte === 0x0d);

/** Cuts behind the first byte of each character that has several. */
export const cutInsideCharacters: Cut = cutAfter((byte) => byte >= 0xc0);
