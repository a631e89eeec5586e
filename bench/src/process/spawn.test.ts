import { describe, expect, it } from "vitest";
import { startChild, stopAllChildren } from "./spawn.ts";

const startNode = (script: string) =>
  startChild({ command: process.execPath, args: ["-e", script] });

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("startChild", () => {
  it("waits until the process has written what it is waited for", async () => {
    const child = startNode("console.log('listening 4711'); setInterval(() => {}, 1000)");
    const [, port] = await child.hasWritten(/listening (\d+)/);
    expect(port).toBe("4711");
    await child.stop();
  });

  it("says what a process wrote that ended too early", async () => {
    const child = startNode("console.error('no such port'); process.exit(3)");
    await expect(child.hasWritten(/listening/)).rejects.toThrow("no such port");
    expect((await child.ended).code).toBe(3);
  });

  it("says so when there is no such program", async () => {
    const child = startChild({ command: "gadfly-has-no-such-program", args: [] });
    await expect(child.hasWritten(/listening/)).rejects.toThrow("ENOENT");
  });

  it("ends stdin when it stops a process", async () => {
    const script = `
      process.on("SIGTERM", () => {});
      process.stdin.resume().on("end", () => { console.log("parent left"); process.exit(0); });
      console.log("ready");`;
    const child = startNode(script);
    await child.hasWritten(/ready/);
    await child.stop();
    expect((await child.ended).stdout).toContain("parent left");
  });

  it("ends everything that still runs", async () => {
    const children = [1, 2].map(() => startNode("console.log('up'); setInterval(() => {}, 1000)"));
    await Promise.all(children.map((child) => child.hasWritten(/up/)));
    await stopAllChildren();
    expect(children.filter(({ pid }) => isAlive(pid))).toEqual([]);
  });
});
