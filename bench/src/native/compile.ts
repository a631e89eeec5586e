// Compiles the C programs of the benchmarks when they are first needed, and keeps them by the hash of
// their sources. Where there is no C compiler, callers take something slower and say so.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A C compiler that works here. */
export interface Compiler {
  readonly command: string;
  /** Such as "gcc 12.2.0". */
  readonly version: string;
}

/** The programs, with their parts beside the one of their own name. */
const parts = {
  source: [
    "answers",
    "connection",
    "answer-text",
    "due-heap",
    "byte-buffer",
    "http-request",
    "truth",
  ],
  floor: ["byte-buffer"],
} as const;

/** A program in `bench/native`. */
export type NativeProgram = keyof typeof parts;

/** What is said where there is no compiler. */
export const noCompilerLine =
  "no C compiler here (cc, gcc or clang, or the one that the variable CC names)";

const flags = ["-O2", "-Wall", "-Wextra", "-Werror=implicit", "-D_GNU_SOURCE"];
const sourceFolder = fileURLToPath(new URL("../../native/", import.meta.url));
const cacheFolder = fileURLToPath(
  new URL("../../../node_modules/.cache/gadfly-bench/", import.meta.url),
);

const tryCompiler = (command: string): Compiler | null => {
  const { status, stdout } = spawnSync(command, ["--version"], { encoding: "utf8" });
  if (status !== 0) return null;
  const firstLine = stdout.split("\n")[0] ?? "";
  const isClang = /clang/i.test(firstLine);
  const number = /(\d+\.\d+(\.\d+)?)/.exec(firstLine)?.[1] ?? "of unknown version";
  return { command, version: `${isClang ? "clang" : "gcc"} ${number}` };
};

let known: { readonly compiler: Compiler | null } | null = null;

/** The first compiler that answers; the variable CC, when it is set, is the only candidate. */
export function findCompiler(): Compiler | null {
  if (known !== null) return known.compiler;
  const asked = process.env["CC"];
  const candidates = asked === undefined || asked === "" ? ["cc", "gcc", "clang"] : [asked];
  let compiler: Compiler | null = null;
  for (const candidate of candidates) compiler ??= tryCompiler(candidate);
  known = { compiler };
  return compiler;
}

/** Changes whenever a source, a header, the compiler or its flags do. */
const hashOf = (compiler: Compiler): string => {
  const hash = createHash("sha256").update(JSON.stringify([compiler, flags, process.arch]));
  for (const name of readdirSync(sourceFolder).sort()) {
    hash.update(name).update(readFileSync(join(sourceFolder, name)));
  }
  return hash.digest("hex").slice(0, 16);
};

/** The path of the compiled program; null where there is no compiler. */
export function compileNative(program: NativeProgram): string | null {
  const compiler = findCompiler();
  if (compiler === null) return null;
  const path = join(cacheFolder, `${program}-${hashOf(compiler)}`);
  if (existsSync(path)) return path;
  mkdirSync(cacheFolder, { recursive: true });
  const sources = [program, ...parts[program]].map((name) => join(sourceFolder, `${name}.c`));
  // Under another name first: several processes may compile at the same time.
  const draft = `${path}.${process.pid}`;
  const args = [...flags, "-o", draft, ...sources];
  const { status, stderr } = spawnSync(compiler.command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${compiler.command} cannot compile ${program}:\n${stderr}`);
  renameSync(draft, path);
  return path;
}
