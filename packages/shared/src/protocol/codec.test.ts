import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { masterExamples, workerExamples } from "../../../../test/support/protocol-examples.ts";
import type { Result } from "../errors/result.ts";
import {
  decodeMasterMessage,
  decodeWorkerMessage,
  encodeMessage,
  packValue,
  unpackValue,
} from "./codec.ts";
import { masterMessage, type MasterMessage } from "./master-message.ts";
import { workerMessage, type WorkerMessage } from "./worker-message.ts";

type AnyMessage = WorkerMessage | MasterMessage;
type Decode = (frame: Uint8Array) => Result<AnyMessage>;
type Row = readonly [name: string, message: AnyMessage, decode: Decode];

const rows: Row[] = [
  ...Object.values(workerExamples).map((message): Row => [
    `worker ${message.type}`,
    message,
    decodeWorkerMessage,
  ]),
  ...Object.values(masterExamples).map((message): Row => [
    `master ${message.type}`,
    message,
    decodeMasterMessage,
  ]),
];

/** The message without one field, or with another value in its place. */
const changed = (message: AnyMessage, field: string, value?: unknown): Uint8Array => {
  const entries = Object.entries(message).filter(([key]) => key !== field);
  if (value !== undefined) entries.push([field, value]);
  return packValue(Object.fromEntries(entries));
};

it("has an example of every message type of both directions", () => {
  const typesOf = (union: typeof workerMessage | typeof masterMessage) =>
    union.options.map((option) => option.shape.type.value).toSorted();
  expect(Object.keys(workerExamples).toSorted()).toEqual(typesOf(workerMessage));
  expect(Object.keys(masterExamples).toSorted()).toEqual(typesOf(masterMessage));
});

describe.each(rows)("a %s message", (_name, message, decode) => {
  it("comes back as it was sent", () => {
    expect(decode(encodeMessage(message))).toEqual({ ok: true, value: message });
  });

  it("is refused at every length but its own", () => {
    const frame = encodeMessage(message);
    const outcomes = Array.from(frame, (_, length) => decode(frame.subarray(0, length)));
    outcomes.push(decode(Uint8Array.of(...frame, 0)));
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({
        ok: false,
        error: expect.stringMatching(/^not a message: ./),
      });
  });

  it("is refused without any of its fields, in a sentence that names the field", () => {
    for (const field of Object.keys(message)) {
      const decoded = decode(changed(message, field));
      const place = `field "${field}": `;
      expect(decoded).toMatchObject({ ok: false, error: expect.stringContaining(place) });
    }
  });

  it("is refused when a field holds something else, in a sentence that names the field", () => {
    for (const field of Object.keys(message)) {
      // No field of ours is a list of lists.
      const decoded = decode(changed(message, field, [[[]]]));
      const place = `field "${field}`;
      expect(decoded).toMatchObject({ ok: false, error: expect.stringContaining(place) });
    }
  });

  it("may carry fields that this version does not know", () => {
    const decoded = decode(changed(message, "fromTheFuture", { deep: [1] }));
    expect(decoded).toEqual({ ok: true, value: message });
  });

  it("never makes the decoder throw when bytes of it are changed", () => {
    const frame = encodeMessage(message);
    const edits = fc.array(fc.tuple(fc.nat(frame.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 3,
    });
    const decodeDamaged = (places: (readonly [number, number])[]): string => {
      const damaged = frame.slice();
      for (const [at, byte] of places) damaged[at] = byte;
      const decoded = decode(damaged);
      return decoded.ok ? "still a message" : decoded.error;
    };
    fc.assert(
      fc.property(edits, (places) => {
        expect(decodeDamaged(places)).not.toBe("");
      }),
      { numRuns: 40 },
    );
  });
});

describe("decoding", () => {
  it("names a type that it does not know", () => {
    const decoded = decodeWorkerMessage(packValue({ type: "telegram" }));
    expect(decoded).toMatchObject({
      ok: false,
      error: expect.stringContaining('message "telegram", field "type"'),
    });
  });

  it("keeps a long type out of its sentence", () => {
    const decoded = decodeWorkerMessage(packValue({ type: "x".repeat(60_000) }));
    expect(decoded).toMatchObject({ ok: false, error: expect.stringMatching(/^.{1,400}$/) });
  });

  it.each([[null], [1], ["hello"], [[]], [{}], [{ type: 7 }]])("refuses %j", (value) => {
    expect(decodeMasterMessage(packValue(value))).toMatchObject({
      ok: false,
      error: expect.stringContaining('message "no type"'),
    });
  });

  it("does not take a master's message for a worker's", () => {
    expect(decodeWorkerMessage(encodeMessage(masterExamples.welcome)).ok).toBe(false);
    expect(decodeMasterMessage(encodeMessage(workerExamples.hello)).ok).toBe(false);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("refuses the number %d", (value) => {
    const pong = { ...masterExamples.pong, masterAtMs: value };
    expect(decodeMasterMessage(encodeMessage(pong)).ok).toBe(false);
  });

  it("refuses a part that is larger than a part may be", () => {
    const part = { ...workerExamples.part, bytes: new Uint8Array(64 * 1024 + 1) };
    expect(decodeWorkerMessage(encodeMessage(part))).toMatchObject({
      ok: false,
      error: expect.stringContaining("a part is too large"),
    });
  });

  it("leaves prototypes alone", () => {
    const frame = Uint8Array.of(
      0x81,
      0xa9,
      ...new TextEncoder().encode("__proto__"),
      0x81,
      0xa1,
      0x78,
      1,
    );
    const unpacked = unpackValue(frame);
    expect(unpacked).toMatchObject({ ok: true });
    expect(unpacked).not.toHaveProperty("value.x");
    expect({}).not.toHaveProperty("x");
  });
});

describe("values", () => {
  // The packer gives this one key another name: see "leaves prototypes alone".
  const key = fc.string().filter((text) => text !== "__proto__");
  const value = fc.letrec((tie) => ({
    leaf: fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.integer(),
      fc.maxSafeInteger().map((number) => number + 0),
      fc.double({ noNaN: true }).map((number) => number + 0),
      fc.string({ unit: "grapheme" }),
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.from(bytes)),
    ),
    any: fc.oneof(
      { depthSize: "small", maxDepth: 8 },
      tie("leaf"),
      fc.array(tie("any"), { maxLength: 20 }),
      fc.dictionary(key, tie("any"), { maxKeys: 20, noNullPrototype: true }),
    ),
  })).any;

  it("come back as they were packed", () => {
    fc.assert(
      fc.property(value, (given) => {
        expect(unpackValue(packValue(given))).toEqual({ ok: true, value: given });
      }),
    );
  });

  it("are packed into memory of their own", () => {
    const first = packValue("one");
    const copy = first.slice();
    packValue("two, three, four");
    expect(first).toEqual(copy);
  });
});
