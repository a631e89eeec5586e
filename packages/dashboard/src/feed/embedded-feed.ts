// The report's own journal: base64 in an element of the page, gzip in that, framed messages in that. It
// is read in pieces, with time between them for the page to draw.
import { FrameReader } from "@gadfly/shared/web/journal-frames";
import type { RunStore } from "../model/run-store.ts";
import { decodeMessage } from "./decode-message.ts";

/** Characters that are decoded at a time; a multiple of four, so that each piece stands alone. */
const pieceLength = 256 * 1024;

/** Milliseconds of reading after which the page may draw. */
const longestMs = 12;

/** The bytes of base64 text, piece by piece. */
export const bytesOfBase64 = (text: string): ReadableStream<Uint8Array<ArrayBuffer>> => {
  let at = 0;
  return new ReadableStream({
    pull: (controller) => {
      const piece = text.slice(at, (at += pieceLength));
      if (piece === "") controller.close();
      else controller.enqueue(Uint8Array.from(atob(piece), (character) => character.charCodeAt(0)));
    },
  });
};

const letDraw = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** Reads all messages of the text into the store. Throws at a journal that is not whole. */
export const readEmbedded = async (text: string, store: RunStore): Promise<void> => {
  const reader = new FrameReader();
  const pieces = bytesOfBase64(text.trim()).pipeThrough(new DecompressionStream("gzip"));
  const stream = pieces.getReader();
  let startedAtMs = performance.now();
  for (let next = await stream.read(); !next.done; next = await stream.read())
    for (const body of reader.push(next.value)) {
      const message = decodeMessage(body);
      if (message !== null) store.take(message);
      if (performance.now() - startedAtMs < longestMs) continue;
      await letDraw();
      startedAtMs = performance.now();
    }
  if (reader.heldBytes > 0) throw new RangeError("the journal in this report is cut short");
};
