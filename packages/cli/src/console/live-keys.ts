// Locust's keys on a terminal: w and W add 1 and 10 users, s and S take 1 and 10 away.

/** What the keys act on. */
export interface KeyTarget {
  changeUsers(by: number): void;
  stop(): void;
}

const userKeys: Readonly<Record<string, number>> = { w: 1, W: 10, s: -1, S: -10 };
const ctrlC = "\u0003";

/** What is needed of process.stdin. */
export interface KeySource {
  readonly isTTY?: boolean;
  setRawMode(isRaw: boolean): unknown;
  on(event: "data", listener: (data: Buffer) => void): unknown;
  off(event: "data", listener: (data: Buffer) => void): unknown;
  resume(): unknown;
  pause(): unknown;
}

/** Listens to the keys of a terminal; returns how to stop. Without a terminal nothing happens. */
export const listenToKeys = (target: KeyTarget, stdin: KeySource = process.stdin): (() => void) => {
  if (stdin.isTTY !== true) return () => {};
  const onData = (data: Buffer) => {
    for (const key of data.toString("utf8")) {
      const by = userKeys[key];
      // In raw mode the terminal hands Ctrl-C over as a character.
      if (key === ctrlC) target.stop();
      else if (by !== undefined) target.changeUsers(by);
    }
  };
  stdin.setRawMode(true);
  stdin.on("data", onData);
  stdin.resume();
  return () => {
    stdin.setRawMode(false);
    stdin.off("data", onData);
    stdin.pause();
  };
};
