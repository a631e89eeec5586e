// The only code that knows msgpack. Decoding checks once, at the edge; inside, types are trusted.
import { Packr } from "msgpackr";
import type { z } from "zod";
import { err, ok, type Result } from "../errors/result.ts";
import { maxDepth } from "./limits.ts";
import { masterMessage, type MasterMessage } from "./master-message.ts";
import { checkMsgpack } from "./msgpack-guard.ts";
import { workerMessage, type WorkerMessage } from "./worker-message.ts";

// Plain maps, so that any msgpack implementation reads our frames.
const packr = new Packr({ useRecords: false, mapsAsObjects: true, encodeUndefinedAsNil: true });

/** Any value of ours as plain msgpack. The copy detaches it from the packer's shared buffer. */
export const packValue = (value: unknown): Uint8Array => {
  const packed: unknown = packr.pack(value);
  if (!(packed instanceof Uint8Array)) throw new TypeError("msgpackr gave no bytes");
  return Uint8Array.from(packed);
};

/** The reverse of packValue, for bytes from anywhere: never throws. */
export const unpackValue = (frame: Uint8Array): Result<unknown> => {
  const safe = checkMsgpack(frame, maxDepth);
  if (!safe.ok) return safe;
  try {
    return ok(packr.unpack(frame));
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  }
};

/** Encodes a message of either direction. */
export const encodeMessage = (message: WorkerMessage | MasterMessage): Uint8Array =>
  packValue(message);

const typeOf = (value: unknown): string => {
  if (typeof value !== "object" || value === null || !("type" in value)) return "no type";
  return typeof value.type === "string" ? value.type.slice(0, 40) : "no type";
};

const decodeWith = <S extends z.ZodType>(schema: S, frame: Uint8Array): Result<z.infer<S>> => {
  const unpacked = unpackValue(frame);
  if (!unpacked.ok) return err(`not a message: ${unpacked.error}`);
  const parsed = schema.safeParse(unpacked.value);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  const place = issue?.path.join(".") || "type";
  return err(`message "${typeOf(unpacked.value)}", field "${place}": ${issue?.message ?? "wrong"}`);
};

/** Reads one frame from a worker; the error is a sentence for the close reason and the log. */
export const decodeWorkerMessage = (frame: Uint8Array): Result<WorkerMessage> =>
  decodeWith(workerMessage, frame);

/** Reads one frame from a master. */
export const decodeMasterMessage = (frame: Uint8Array): Result<MasterMessage> =>
  decodeWith(masterMessage, frame);
