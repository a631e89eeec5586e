// Long work in short pieces: a master goes on with its run while somebody downloads a report of it.

/** What may be done in one turn of the event loop, unless one row alone takes longer. */
const sliceMs = 8;

/** Goes on once others had their turn. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** All rows of an iterable that makes them as it is read, with time for others between them. */
export const collectInTurns = async <Row>(rows: Iterable<Row>): Promise<Row[]> => {
  const all: Row[] = [];
  let fromMs = performance.now();
  for (const row of rows) {
    all.push(row);
    if (performance.now() - fromMs < sliceMs) continue;
    await nextTurn();
    fromMs = performance.now();
  }
  return all;
};
