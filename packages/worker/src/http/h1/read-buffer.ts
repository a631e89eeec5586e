// The memory that all connections of the process read into, one read at a time: whoever is handed a
// piece must be done with it, or have copied it, before it returns.

const sizeBytes = 64 * 1024;
/** Streamed events come one chunk per read: behind a short size line, and of much the same lengths. */
const keptStarts = 8;
const keptLengths = 1024;

/** Where every read begins. */
export const readBuffer: Buffer = Buffer.allocUnsafeSlow(sizeBytes);

/** Views that were made before, by start and length. They are views of the same memory for ever. */
const views: (Buffer | undefined)[][] = Array.from({ length: keptStarts }, () =>
  Array.from({ length: keptLengths }),
);

/** The bytes `[start, end)` of the read at hand. */
export function pieceOfRead(start: number, end: number): Buffer {
  const length = end - start;
  const row = views[start];
  if (row === undefined || length >= keptLengths) return readBuffer.subarray(start, end);
  let view = row[length];
  if (view === undefined) {
    view = readBuffer.subarray(start, end);
    row[length] = view;
  }
  return view;
}
