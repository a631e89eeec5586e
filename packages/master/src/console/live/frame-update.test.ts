import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TerminalEmulator } from "../../../../../test/support/terminal-emulator.ts";
import { leaveFrame, openUpdate, redrawFrame, updateFrame } from "./frame-update.ts";

const terminalWith = (text: string, rows = 12): TerminalEmulator => {
  const terminal = new TerminalEmulator(20, rows);
  terminal.write(text);
  return terminal;
};

describe("an update of a frame", () => {
  it("is nothing at all when nothing has changed", () => {
    expect(updateFrame(["a", "b"], ["a", "b"])).toBe("");
    expect(updateFrame([], [])).toBe("");
  });

  it("writes the lines that changed, and no others", () => {
    const update = updateFrame(["one", "two", "three"], ["one", "2", "three"]);
    expect(update).toContain("2");
    expect(update).not.toMatch(/one|three/);
  });

  it("is shown at once and leaves the terminal as it wraps", () => {
    const terminal = terminalWith(updateFrame([], ["a", "b"]));
    expect(terminal.isInUpdate).toBe(false);
    expect(terminal.isCursorShown).toBe(false);
    terminal.write(leaveFrame);
    expect(terminal.isCursorShown).toBe(true);
    terminal.write("x".repeat(25));
    expect(terminal.lines).toEqual(["x".repeat(20), "xxxxx"]);
  });

  it("turns any frame into any other below what stands above, and rests on its first line", () => {
    const frame = fc.array(fc.constantFrom("", "a", "bb", "模型", "a longer line"), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(
        fc.array(frame, { maxLength: 6 }),
        fc.integer({ min: 0, max: 15 }),
        (frames, logs) => {
          const log = Array.from({ length: logs }, (_, place) => `log ${place}`);
          const terminal = terminalWith(log.map((line) => `${line}\r\n`).join(""));
          let before: readonly string[] = [];
          for (const next of frames) {
            terminal.write(updateFrame(before, next));
            before = next;
            const all = [...terminal.scrolledOff, ...terminal.lines];
            const expected = [...log, ...next];
            while (expected.at(-1) === "") expected.pop();
            expect(all).toEqual(expected);
            expect(terminal.scrolledOff.length + terminal.cursor.row).toBe(logs);
            expect(terminal.cursor.column).toBe(0);
          }
        },
      ),
    );
  });

  it("cuts off a line that is wider than the terminal instead of breaking it", () => {
    const terminal = terminalWith(updateFrame([], ["x".repeat(30), "second"]));
    expect(terminal.lines).toEqual(["x".repeat(20), "second"]);
  });

  it("makes room for text above, and shows both at once", () => {
    const terminal = terminalWith(updateFrame([], ["a", "b"]));
    terminal.write(openUpdate);
    expect([terminal.lines, terminal.isInUpdate]).toEqual([[], true]);
    terminal.write(`log\r\n${redrawFrame(["a", "b"])}`);
    expect([terminal.lines, terminal.isInUpdate]).toEqual([["log", "a", "b"], false]);
  });

  it("can be cleared from where the cursor rests, whatever the terminal did to the lines", () => {
    const terminal = terminalWith(`log\r\n${updateFrame([], ["a", "b", "c", "d"])}`);
    terminal.resize(10, 3);
    terminal.write(redrawFrame(["e", "f"]));
    expect([...terminal.scrolledOff, ...terminal.lines]).toEqual(["log", "e", "f"]);
  });
});
