// gadfly as a user runs it, in a folder of its own.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { resultOf } from "../../support/read-result.ts";
import { Program } from "../../support/start-program.ts";

/** A `gadfly run` that was started and prints its result as JSON. */
export class GadflyRun implements AsyncDisposable {
  readonly program: Program;
  readonly #folder: string;

  private constructor(program: Program, folder: string) {
    this.program = program;
    this.#folder = folder;
  }

  /** Starts it. */
  static async start(url: string, args: readonly string[]): Promise<GadflyRun> {
    const folder = await mkdtemp(join(tmpdir(), "gadfly-engine-run-"));
    const fixed = ["run", "-H", url, "--provider", "openai", "--json", "--no-save"];
    const program = new Program({ name: "gadfly", args: [...fixed, ...args], folder });
    return new GadflyRun(program, folder);
  }

  /** What it printed in the end; it must have gone well. */
  async result(): Promise<ResultDocument> {
    return resultOf(await this.program.ended, 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.program[Symbol.asyncDispose]();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Runs it to its end. */
export async function runGadfly(url: string, args: readonly string[]): Promise<ResultDocument> {
  await using run = await GadflyRun.start(url, args);
  return await run.result();
}
