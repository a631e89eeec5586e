// Long work in short pieces: a master goes on with its run while somebody downloads a report of it.
import type { InParts } from "../stats/in-parts.ts";

/** What may be done in one turn of the event loop, unless one piece alone takes longer. */
const sliceMs = 8;

/** To be called between two pieces: waits for the next turn once the present one has had its share. */
const shareTurns = (): (() => Promise<void>) => {
  let fromMs = performance.now();
  return async () => {
    if (performance.now() - fromMs < sliceMs) return;
    await new Promise((resolve) => setImmediate(resolve));
    fromMs = performance.now();
  };
};

/** All rows of an iterable that makes them as it is read, with time for others between them. */
export const collectInTurns = async <Row>(rows: Iterable<Row>): Promise<Row[]> => {
  const all: Row[] = [];
  const share = shareTurns();
  for (const row of rows) {
    all.push(row);
    await share();
  }
  return all;
};

/** What work in parts comes to, with time for others between them. */
export const finishInTurns = async <T>(work: InParts<T>): Promise<T> => {
  const share = shareTurns();
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    await share();
  }
};
