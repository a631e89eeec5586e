import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

// The committed programs, copied to a folder where the build is missing or is one that tells what it got.
const folders: string[] = [];

async function makePackage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "gadfly-bin-"));
  folders.push(folder);
  await cp(fileURLToPath(new URL("../bin", import.meta.url)), join(folder, "bin"), {
    recursive: true,
  });
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  return folder;
}

function start(folder: string, name: string, argv: readonly string[]) {
  return new Promise<{ exitCode: number; stdout: string; stderr: string }>((resolve) => {
    const file = join(folder, "bin", `${name}.js`);
    const child = execFile(process.execPath, [file, ...argv], (_, stdout, stderr) => {
      resolve({ exitCode: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

let unbuilt = "";
let built = "";

beforeAll(async () => {
  unbuilt = await makePackage();
  built = await makePackage();
  const program =
    "export const main = async (argv) => { console.log(argv.join(' ')); return 17; };";
  await cp(join(built, "bin"), join(built, "dist"), { recursive: true });
  await writeFile(join(built, "dist", "main.js"), program);
});

afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
});

test("a program that is not built says so in one sentence", async () => {
  const { exitCode, stderr } = await start(unbuilt, "gadfly", []);
  expect(exitCode).toBe(70);
  expect(stderr).toBe(
    "gadfly: The program is not built yet. Run 'npm run build' in the folder of the clone.\n",
  );
});

test.each([
  ["gadfly", "run -u 5", "run -u 5"],
  ["master", "-u 5", "master -u 5"],
  ["worker", "--processes 2", "worker --processes 2"],
])(
  "%s %s calls the program with '%s' and passes its exit code on",
  async (name, line, received) => {
    const { exitCode, stdout } = await start(built, name, line.split(" "));
    expect([exitCode, stdout]).toEqual([17, `${received}\n`]);
  },
);

const saying = (word: string): string =>
  `export const main = async () => { console.log("${word}"); return 0; };`;

/** A package with a compile of ten seconds ago and a bundle of that many seconds later. */
async function makeBundled(bundledLaterS: number): Promise<string> {
  const folder = await makePackage();
  const dist = join(folder, "dist");
  await mkdir(join(dist, "programs"), { recursive: true });
  const compiledAtS = Date.now() / 1000 - 10;
  const files = [
    ["main.js", saying("modules"), compiledAtS],
    ["tsbuildinfo", "{}", compiledAtS],
    ["programs/main.js", saying("bundle"), compiledAtS + bundledLaterS],
  ] as const;
  for (const [name, text, atS] of files) {
    await writeFile(join(dist, name), text);
    await utimes(join(dist, name), atS, atS);
  }
  return folder;
}

test.each([
  ["the bundle, which starts faster", 5, "bundle"],
  ["the modules when they were compiled after the bundle was made", -5, "modules"],
])("a program runs %s", async (_, bundledLaterS, expected) => {
  const { stdout } = await start(await makeBundled(bundledLaterS), "gadfly", []);
  expect(stdout).toBe(`${expected}\n`);
});
