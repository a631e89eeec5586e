// What a container prints, followed while it runs.
import { spawn, type ChildProcess } from "node:child_process";
import { waitUntil } from "../../support/wait-until.ts";
import { dockerEnvironment } from "./docker.ts";

/** Of the log, in an error. */
const longestQuote = 2000;

/** The log of one container, both outputs in one text. */
export class ContainerLog implements Disposable {
  readonly #id: string;
  readonly #child: ChildProcess;
  #text = "";
  #isOver = false;

  constructor(id: string) {
    this.#id = id;
    this.#child = spawn("docker", ["logs", "--follow", id], {
      env: dockerEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const add = (text: string): void => void (this.#text += text);
    this.#child.stdout?.setEncoding("utf8").on("data", add);
    this.#child.stderr?.setEncoding("utf8").on("data", add);
    const end = (): void => void (this.#isOver = true);
    this.#child.once("error", end).once("close", end);
  }

  get text(): string {
    return this.#text;
  }

  /** Waits until something matches, in what is written from the place `from` on. */
  async says(pattern: RegExp, from = 0, timeoutMs = 30_000): Promise<RegExpExecArray> {
    const find = (): RegExpExecArray | null => pattern.exec(this.#text.slice(from));
    const what = `container ${this.#id} writes ${String(pattern)}`;
    await waitUntil(() => find() !== null || this.#isOver, { timeoutMs, what }).catch(
      (error: unknown) => {
        throw new Error(this.#lastWords(), { cause: error });
      },
    );
    const found = find();
    if (found === null) throw new Error(`never: ${what}\n${this.#lastWords()}`);
    return found;
  }

  /** Waits until the container has ended and everything it wrote has been read. */
  async ends(timeoutMs = 30_000): Promise<void> {
    await waitUntil(() => this.#isOver, { timeoutMs, what: `container ${this.#id} ends` });
  }

  [Symbol.dispose](): void {
    this.#child.kill("SIGKILL");
  }

  #lastWords(): string {
    return this.#text.slice(-longestQuote);
  }
}
