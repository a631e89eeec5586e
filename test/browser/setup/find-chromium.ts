// Which Chromium is driven: the one that CHROMIUM_PATH names, the system's, or the one that comes in a
// package and is unpacked once.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { suiteFolder } from "./install-packages.ts";

const systemPaths = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/google-chrome-stable",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const cacheFolder = join(suiteFolder, "node_modules/.cache");

const unpackTimeoutMs = 60_000;

// In a program of its own: the package unpacks to TMPDIR and changes variables of who imports it.
const unpackProgram = `
  const { default: chromium } = await import("@sparticuz/chromium");
  await chromium.executablePath();
`;

function unpack(folder: string): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", unpackProgram],
    {
      cwd: suiteFolder,
      encoding: "utf8",
      timeout: unpackTimeoutMs,
      env: { ...process.env, TMPDIR: folder },
    },
  );
  if (status === 0 && existsSync(join(folder, "chromium"))) return;
  throw new Error(
    `No Chromium is installed, and that of @sparticuz/chromium cannot be unpacked; set CHROMIUM_PATH.\n${stderr}`,
  );
}

/** Unpacks beside the place and moves, so that a half unpacked one is never taken for whole. */
function unpackOnce(): string {
  const folder = join(cacheFolder, "chromium");
  if (existsSync(folder)) return join(folder, "chromium");
  mkdirSync(cacheFolder, { recursive: true });
  const draft = mkdtempSync(join(cacheFolder, "unpacking-"));
  unpack(draft);
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
  return join(folder, "chromium");
}

/** The path of a Chromium that can be started. */
export function findChromium(): string {
  const { CHROMIUM_PATH: named = "" } = process.env;
  if (named !== "") return named;
  return systemPaths.find((path) => existsSync(path)) ?? unpackOnce();
}
