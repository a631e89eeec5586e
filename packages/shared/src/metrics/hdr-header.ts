// The 40 bytes before the counts of a standard HDR V2 payload, big-endian: cookie, length of the
// counts, normalizing index offset, significant digits, lowest and highest value, and the ratio of
// integers to doubles. All of gadfly's histograms have the same layout, so only the length varies.
import { err, ok, type Result } from "../errors/result.ts";
import { highestValue, lowestValue, significantDigits } from "./hdr-layout.ts";

/** Bytes before the counts. */
export const headerBytes = 40;

// V2 base cookie; the word-size nibble 1 says that counts are ZigZag LEB128.
const cookie = 0x1c849303 | 0x10;
const lengthAt = 4;
const twoTo32 = 2 ** 32;

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const setInt64 = (view: DataView, at: number, value: number): void => {
  view.setUint32(at, Math.floor(value / twoTo32));
  view.setUint32(at + 4, value % twoTo32);
};

const getInt64 = (view: DataView, at: number): number =>
  view.getInt32(at) * twoTo32 + view.getUint32(at + 4);

/** Writes the header of a payload whose counts take `countBytes`. */
export const writeHeader = (out: Uint8Array, countBytes: number): void => {
  const view = viewOf(out);
  view.setInt32(0, cookie);
  view.setInt32(lengthAt, countBytes);
  view.setInt32(8, 0);
  view.setInt32(12, significantDigits);
  setInt64(view, 16, lowestValue);
  setInt64(view, 24, highestValue);
  view.setFloat64(32, 1);
};

/** Checks the header and that exactly the counts follow it. */
export const checkHeader = (bytes: Uint8Array): Result<void> => {
  if (bytes.length < headerBytes) return err(`${bytes.length} bytes are too few for a header`);
  const view = viewOf(bytes);
  if (view.getInt32(0) !== cookie) return err("it does not start with the cookie of HDR V2");
  const announced = view.getInt32(lengthAt);
  const present = bytes.length - headerBytes;
  if (announced !== present) {
    return err(`the header announces ${announced} bytes of counts, ${present} follow`);
  }
  return hasOurLayout(view) ? ok(undefined) : err("its range or precision is not gadfly's");
};

const hasOurLayout = (view: DataView): boolean =>
  view.getInt32(8) === 0 &&
  view.getInt32(12) === significantDigits &&
  getInt64(view, 16) === lowestValue &&
  getInt64(view, 24) === highestValue &&
  view.getFloat64(32) === 1;
