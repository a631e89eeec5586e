// The zstd decompressor of Node, which only newer versions have (22.15 and 23.8 on).

import { Transform } from "node:stream";
import zlib from "node:zlib";

/** Makes one; null where this Node has none. */
export const createZstdDecompress: (() => Transform) | null = findFactory(zlib);

/** Looks for it in what a version of Node offers. */
export function findFactory(offered: object): (() => Transform) | null {
  const factory: unknown = Reflect.get(offered, "createZstdDecompress");
  if (typeof factory !== "function") return null;
  return () => {
    const made: unknown = Reflect.apply(factory, offered, []);
    if (!(made instanceof Transform)) throw new TypeError("createZstdDecompress made no stream");
    return made;
  };
}
