// A source for as long as it is needed.
import { startSource } from "./start-source.ts";
import type { Source, SourceOptions } from "./source.ts";

/** Starts a source, hands it to `use`, and stops it whatever happens. */
export async function withSource<T>(
  options: SourceOptions,
  use: (source: Source) => Promise<T>,
): Promise<T> {
  const source = await startSource(options);
  try {
    return await use(source);
  } finally {
    await source.stop();
  }
}

/** So many tokens that no stream ends while it is measured, as long as this source can promise. */
export const endlessTokens = ({ kind }: Source): number =>
  kind === "native" ? 10_000_000 : 900_000;
