// Starts the cable with a delay in a namespace; it lives until it is let go of, or until this process ends.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** How long a frame takes, as the host at the far end sees it. */
export interface Delay {
  /** From the host. */
  readonly outMs: number;
  /** To the host. */
  readonly backMs: number;
}

const script = join(import.meta.dirname, "delayed-link.py");

/** A running cable. Its two interfaces may be moved to other namespaces. */
export class DelayedLink implements AsyncDisposable {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Makes the interfaces `near` and `far` in a namespace; the delay is that of the far end. */
  static async start(
    namespace: string,
    [near, far]: readonly [near: string, far: string],
    { outMs, backMs }: Delay,
  ): Promise<DelayedLink> {
    const args = [script, near, far, String(backMs), String(outMs)];
    const child = spawn("ip", ["netns", "exec", namespace, "python3", ...args], {
      stdio: ["pipe", "pipe", "pipe"],
    });
    let complaint = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
    const exited = once(child, "exit").then(() => {
      throw new Error(`the delayed link did not start: ${complaint}`);
    });
    await Promise.race([once(child.stdout, "data"), exited]);
    exited.catch(() => {});
    return new DelayedLink(child);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const exited = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await exited;
  }
}
