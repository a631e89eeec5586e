// Names of models that tell a source how to pace its tokens.

/** Pace of a stream. */
export interface Pace {
  /** Between two tokens of a stream. */
  readonly itlUs: number;
  /** From the complete request to the first token. */
  readonly ttftUs: number;
}

/** The model whose tokens come at this pace. */
export const pacedModel = ({ itlUs, ttftUs }: Pace): string => `paced-${itlUs}-${ttftUs}`;

/** The model whose tokens come as fast as the socket takes them. */
export const firehoseModel = "firehose";

/** The pace that a name asks for; null when the answer comes at once. */
export function readPace(model: string): Pace | null {
  const found = /^paced-(\d+)-(\d+)$/.exec(model);
  return found === null ? null : { itlUs: Number(found[1]), ttftUs: Number(found[2]) };
}
