// Golden frames: what each message of this protocol version is on the wire, byte for byte. A peer of the
// same version that was built earlier or later must read and write exactly these.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  decodeMasterMessage,
  decodeWorkerMessage,
  encodeMessage,
} from "@gadfly/shared/protocol/codec";
import { masterMessage, type MasterMessage } from "@gadfly/shared/protocol/master-message";
import { protocolVersion } from "@gadfly/shared/protocol/version";
import { workerMessage, type WorkerMessage } from "@gadfly/shared/protocol/worker-message";
import { describe, expect, it } from "vitest";
import { masterExamples, workerExamples } from "../support/protocol-examples.ts";

const folder = join(import.meta.dirname, "golden", `v${protocolVersion}`);
const isAdding = process.env["GADFLY_ADD_GOLDEN_FRAMES"] === "1";
const howToAdd = "add it with GADFLY_ADD_GOLDEN_FRAMES=1 npx vitest run --project protocol";

interface Golden {
  readonly file: string;
  readonly example: WorkerMessage | MasterMessage;
  readonly decode: typeof decodeWorkerMessage | typeof decodeMasterMessage;
}

const goldenOf = (
  side: "worker" | "master",
  examples: Readonly<Record<string, Golden["example"]>>,
  types: readonly string[],
): Golden[] =>
  types.map((type) => {
    const example = examples[type];
    if (example === undefined) throw new Error(`test/support has no example of ${side} ${type}`);
    const decode = side === "worker" ? decodeWorkerMessage : decodeMasterMessage;
    return { file: `${side}-${type}.hex`, example, decode };
  });

// The types come from the unions, so that no message can go without a frame.
const typesOf = (union: typeof workerMessage | typeof masterMessage) =>
  union.options.map((option) => option.shape.type.value);
const goldens = [
  ...goldenOf("worker", workerExamples, typesOf(workerMessage)),
  ...goldenOf("master", masterExamples, typesOf(masterMessage)),
];

const toHex = (bytes: Uint8Array): string =>
  `${
    Buffer.from(bytes)
      .toString("hex")
      .match(/.{1,64}/g)
      ?.join("\n") ?? ""
  }\n`;
const fromHex = (text: string): Uint8Array =>
  Uint8Array.from(Buffer.from(text.replace(/\s/g, ""), "hex"));

/** Adds what is missing when asked to; a frame that is there is never written again. */
const readGolden = ({ file, example }: Golden): string => {
  const path = join(folder, file);
  if (existsSync(path)) return readFileSync(path, "utf8");
  if (!isAdding) return `(no file golden/v${protocolVersion}/${file})\n`;
  mkdirSync(folder, { recursive: true });
  const text = toHex(encodeMessage(example));
  writeFileSync(path, text);
  return text;
};

describe.each(goldens)("the golden frame $file", (golden) => {
  const text = readGolden(golden);
  // Compared along with each frame, so that a failure says what to do.
  const rule = `protocol version ${protocolVersion} is what ${golden.file} says: bump protocolVersion, or leave that as it was; if the message is new, ${howToAdd}`;

  it("is what its example is encoded to", () => {
    const frame = toHex(encodeMessage(golden.example));
    expect({ rule, frame }).toEqual({ rule, frame: text });
  });

  it("decodes to its example", () => {
    const decoded = golden.decode(fromHex(text));
    expect({ rule, decoded }).toEqual({ rule, decoded: { ok: true, value: golden.example } });
  });
});

it("keeps no frame of a message that is gone: that, too, needs a new protocol version", () => {
  expect(readdirSync(folder).toSorted()).toEqual(goldens.map(({ file }) => file).toSorted());
});
