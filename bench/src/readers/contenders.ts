// The readers that this machine can have, the one first against which the others are measured.
import { aiohttpReader } from "./aiohttp-reader.ts";
import { floorReader, netReader } from "./floor-reader.ts";
import { gadflyReader, undiciReader } from "./gadfly-reader.ts";
import type { Reader } from "./reader.ts";

/** Readers to measure in turn. */
export interface Contenders {
  /** In C, or Node's bare sockets where there is no compiler. */
  readonly floor: Reader;
  /** False: `floor` is no floor, and no target can be judged by it. */
  readonly isFloorNative: boolean;
  /** The floor first. */
  readonly all: readonly Reader[];
}

/** Finds them; compiles the floor when need be. */
export function findContenders(): Contenders {
  const native = floorReader();
  const aiohttp = aiohttpReader();
  const floor = native ?? netReader;
  return {
    floor,
    isFloorNative: native !== null,
    all: [floor, gadflyReader, undiciReader, ...(aiohttp === null ? [] : [aiohttp])],
  };
}

/** The sentences about who was measured, and on which cores. */
export function describeContenders({ all }: Contenders, isPinned: boolean): string {
  const names = all.map(({ name, about }) => `\`${name}\` is ${about}`).join("; ");
  const places = isPinned
    ? "The reader has core 0; the source, and gadfly's master, have core 1."
    : "Processes could not be pinned to cores here.";
  return `${names}. ${places}`;
}
