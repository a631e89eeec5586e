// Finds what stands behind a path. Plain paths are found at once; those with named parts in braces,
// as in /v2/models/{model}/generate, are tried one after another.

/** What was found, with the named parts of the path. */
export interface PathMatch<T> {
  readonly value: T;
  readonly names: Readonly<Record<string, string>>;
}

interface Pattern<T> {
  readonly expression: RegExp;
  readonly value: T;
}

const noNames = {};

const toExpression = (path: string): RegExp => {
  const escaped = path.replaceAll(/[.:]/g, (character) => `\\${character}`);
  return new RegExp(`^${escaped.replaceAll(/\{(\w+)\}/g, "(?<$1>[^/:]+)")}$`);
};

const decode = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

/** Values by path. */
export class PathTable<T> {
  readonly #plain = new Map<string, T>();
  readonly #patterns: Pattern<T>[] = [];

  constructor(entries: Iterable<readonly [string, T]>) {
    for (const [path, value] of entries)
      if (path.includes("{")) this.#patterns.push({ expression: toExpression(path), value });
      else this.#plain.set(path, value);
  }

  find(path: string): PathMatch<T> | null {
    const value = this.#plain.get(path);
    if (value !== undefined) return { value, names: noNames };
    for (const { expression, value: own } of this.#patterns) {
      const match = expression.exec(path);
      if (match === null) continue;
      const parts = Object.entries(match.groups ?? {});
      return { value: own, names: Object.fromEntries(parts.map(([k, v]) => [k, decode(v)])) };
    }
    return null;
  }
}
