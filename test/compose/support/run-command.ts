// Runs a program of this machine to its end, never for longer than it is given.
import { execFile } from "node:child_process";
import { repositoryRoot } from "../../support/repository-root.ts";

/** What is run; the working folder is the top of the repository. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutMs?: number;
  /** Given to it on standard input. */
  readonly input?: string;
}

/** How it ended. */
export interface CommandEnd {
  /** null: it could not be started, or took too long and was ended. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const largestOutputBytes = 64 * 1024 * 1024;

/** Of the output, in an error. */
const longestQuote = 2000;

/** Runs it; a program that fails is an answer, not an error. */
export function runCommand(command: Command): Promise<CommandEnd> {
  const { program, args, env = process.env, timeoutMs = 30_000, input = "" } = command;
  const options = {
    cwd: repositoryRoot,
    env,
    timeout: timeoutMs,
    killSignal: "SIGKILL" as const,
    maxBuffer: largestOutputBytes,
  };
  return new Promise((resolve) => {
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : null;
      resolve({ code, stdout, stderr: stderr === "" ? (error?.message ?? "") : stderr });
    });
    // A program that does not read is gone before it was given everything; its exit code says why.
    child.stdin?.on("error", () => undefined).end(input);
  });
}

/** What it prints; rejects with its last words when it fails. */
export async function outputOf(command: Command): Promise<string> {
  const { code, stdout, stderr } = await runCommand(command);
  if (code === 0) return stdout;
  const what = [command.program, ...command.args].join(" ");
  const words = `${stdout.slice(-longestQuote)}${stderr.slice(-longestQuote)}`;
  throw new Error(`exit code ${String(code)} of ${what}\n${words}`);
}
