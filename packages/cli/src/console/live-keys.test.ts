import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { listenToKeys, type KeySource } from "./live-keys.ts";

/** A terminal that a test types on. */
const openTerminal = (isTTY: boolean) => {
  const keys = new PassThrough();
  const modes: boolean[] = [];
  const stdin: KeySource = Object.assign(keys, {
    isTTY,
    setRawMode: (isRaw: boolean) => void modes.push(isRaw),
  });
  return { keys, modes, stdin };
};

const listen = (isTTY = true) => {
  const heard: (number | "stop" | "help")[] = [];
  const terminal = openTerminal(isTTY);
  const release = listenToKeys(
    {
      changeUsers: (by) => void heard.push(by),
      stop: () => void heard.push("stop"),
      toggleHelp: () => void heard.push("help"),
    },
    terminal.stdin,
  );
  return { ...terminal, heard, release };
};

it("adds and takes away users as in Locust: w 1, W 10, s 1, S 10", () => {
  const { keys, heard } = listen();
  keys.write("wWsS");
  expect(heard).toEqual([1, 10, -1, -10]);
});

it("stops on q and on Ctrl-C, which raw mode hands over as a character, and ignores other keys", () => {
  const { keys, heard } = listen();
  keys.write("xyz\u0003q");
  expect(heard).toEqual(["stop", "stop"]);
});

it("shows and hides the help on ?", () => {
  const { keys, heard } = listen();
  keys.write("??");
  expect(heard).toEqual(["help", "help"]);
});

it("is not moved by arrows and function keys, whose codes hold letters", () => {
  const { keys, heard } = listen();
  // F4, shift F4, an arrow, alt W, delete.
  keys.write("\u001bOS\u001b[1;2S\u001b[A\u001bW\u001b[3~w");
  expect(heard).toEqual([1]);
});

it("gives the terminal back as it was", () => {
  const { keys, heard, modes, release } = listen();
  release();
  keys.write("w");
  expect(modes).toEqual([true, false]);
  expect(heard).toEqual([]);
});

it("does nothing where there is no terminal", () => {
  const { keys, heard, modes, release } = listen(false);
  keys.write("w");
  release();
  expect(modes).toEqual([]);
  expect(heard).toEqual([]);
});
