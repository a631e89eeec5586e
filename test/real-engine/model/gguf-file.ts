// The file format GGUF, version 3: a head with facts about the model, a list of its tensors, and then their
// numbers, each tensor at a multiple of 32 bytes.
import { ByteWriter } from "./byte-writer.ts";
import { toHalfBits } from "./half-precision.ts";
import type { Tensor } from "./weights.ts";

/** A fact about the model, with the kind that the format stores it as. */
export type Fact =
  | { readonly kind: "count"; readonly value: number }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "flag"; readonly value: boolean }
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "counts"; readonly value: readonly number[] }
  | { readonly kind: "numbers"; readonly value: readonly number[] }
  | { readonly kind: "texts"; readonly value: readonly string[] };

/** Facts by their names in the format. */
export type Facts = Readonly<Record<string, Fact>>;

const magic = Buffer.from("GGUF");
const version = 3;
const alignment = 32;

const kindCode = { count: 4, counts: 5, number: 6, flag: 7, text: 8, list: 9 } as const;
const tensorCode = { single: 0, half: 1 } as const;

function writeList<T>(
  writer: ByteWriter,
  code: number,
  values: readonly T[],
  write: (value: T) => unknown,
): void {
  writer.uint32(kindCode.list).uint32(code).uint64(values.length);
  for (const value of values) write(value);
}

function writeFact(writer: ByteWriter, { kind, value }: Fact): void {
  switch (kind) {
    case "count":
      writer.uint32(kindCode.count).uint32(value);
      break;
    case "number":
      writer.uint32(kindCode.number).float32(value);
      break;
    case "flag":
      writer.uint32(kindCode.flag).bytes(Uint8Array.of(value ? 1 : 0));
      break;
    case "text":
      writer.uint32(kindCode.text).text(value);
      break;
    case "counts":
      writeList(writer, kindCode.counts, value, (count) => writer.uint32(count));
      break;
    case "numbers":
      writeList(writer, kindCode.number, value, (number) => writer.float32(number));
      break;
    case "texts":
      writeList(writer, kindCode.text, value, (text) => writer.text(text));
      break;
  }
}

const tensorBytes = ({ values, isHalf }: Tensor): Uint8Array => {
  const numbers = isHalf ? Uint16Array.from(values, toHalfBits) : values;
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
};

/** Puts a file together. */
export function encodeGguf(facts: Facts, tensors: readonly Tensor[]): Uint8Array {
  const names = Object.entries(facts);
  const head = new ByteWriter().bytes(magic).uint32(version);
  head.uint64(tensors.length).uint64(names.length);
  for (const [name, fact] of names) writeFact(head.text(name), fact);
  const data = new ByteWriter();
  for (const tensor of tensors) {
    const { name, sizes, isHalf } = tensor;
    head.text(name).uint32(sizes.length);
    for (const size of sizes) head.uint64(size);
    head.uint32(isHalf ? tensorCode.half : tensorCode.single).uint64(data.length);
    data.bytes(tensorBytes(tensor)).padTo(alignment);
  }
  return head.padTo(alignment).bytes(data.finish()).finish();
}
