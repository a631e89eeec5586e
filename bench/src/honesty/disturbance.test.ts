import { existsSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { hasProc } from "../process/proc-stat.ts";
import { type Child, startChild } from "../process/spawn.ts";
import { waitUntil } from "../process/wait-until.ts";
import { type Disturbance, disturb, type Lift } from "./disturbance.ts";

let victim: Child | null = null;

const startVictim = (): Child => {
  victim = startChild({ command: "sleep", args: ["60"] });
  return victim;
};

/** "T": stopped. The name, in brackets, may hold spaces. */
const stateOf = (pid: number): string => {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  return text.slice(text.lastIndexOf(")") + 2, text.lastIndexOf(")") + 3);
};

const isStopped = (pid: number) => (): boolean => stateOf(pid) === "T";
const isRunning = (pid: number) => (): boolean => !isStopped(pid)();

const disturbed = (pid: number, disturbance: Disturbance): Lift | null =>
  disturb({ pid, core: undefined }, disturbance);

afterEach(async () => {
  await victim?.stop();
  victim = null;
});

describe.runIf(hasProc())("a disturbance", () => {
  it("stops a process by turns, and leaves it running", async () => {
    const { pid } = startVictim();
    const duty = { stoppedMs: 30, periodMs: 60 };
    const lift = disturbed(pid, { kind: "pause", duty });
    for (let turn = 0; turn < 2; turn++) {
      await waitUntil(isStopped(pid), { what: "it is stopped", periodMs: 1 });
      await waitUntil(isRunning(pid), { what: "it goes on", periodMs: 1 });
    }
    await lift?.();
    await waitUntil(isRunning(pid), { what: "it goes on for good", periodMs: 1 });
    expect(lift).not.toBeNull();
  });

  it("limits CPU time by a control group that is gone afterwards, where one can be made", async () => {
    const { pid } = startVictim();
    const groupsOf = (): string => readFileSync(`/proc/${pid}/cgroup`, "utf8");
    const before = groupsOf();
    const lift = disturbed(pid, { kind: "quota", quota: { usedMs: 10, periodMs: 100 } });
    const group = /:(\/gadfly-honesty-\d+)$/m.exec(groupsOf())?.[1];
    await lift?.();
    expect(group !== undefined).toBe(lift !== null);
    expect(groupsOf()).toBe(before);
    expect(existsSync(`/sys/fs/cgroup/cpu${group ?? "/none"}`)).toBe(false);
  });

  it("leaves no neighbour behind", async () => {
    const lift = disturbed(process.pid, { kind: "neighbour", count: 1 });
    await lift?.();
    expect(lift).not.toBeNull();
  });
});
