// Locust's keys on a terminal: w and W add 1 and 10 users, s and S take 1 and 10 away; q and Ctrl-C
// stop, ? asks for help.

/** What the keys act on. */
export interface KeyTarget {
  changeUsers(by: number): void;
  stop(): void;
  toggleHelp(): void;
}

const userKeys: Readonly<Record<string, number>> = { w: 1, W: 10, s: -1, S: -10 };
// In raw mode the terminal hands Ctrl-C over as a character.
const stopKeys: ReadonlySet<string> = new Set(["q", "\u0003"]);
const helpKey = "?";

/** What arrows and function keys send: it holds letters that nobody has typed. */
const escapeSequences = new RegExp(
  `${String.fromCodePoint(27)}(?:\\[[0-?]*[ -/]*[@-~]|O[ -~]|[ -~])?`,
  "gu",
);

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
    for (const key of data.toString("utf8").replace(escapeSequences, "")) {
      const by = userKeys[key];
      if (by !== undefined) target.changeUsers(by);
      else if (stopKeys.has(key)) target.stop();
      else if (key === helpKey) target.toggleHelp();
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
