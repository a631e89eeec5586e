// A Python that has aiohttp, if there is one.
import { spawnSync } from "node:child_process";

/** A Python that can import aiohttp. */
export interface AiohttpPython {
  readonly command: string;
  readonly pythonVersion: string;
  readonly aiohttpVersion: string;
}

/** The first on the path may be one without packages, so that of the system is asked as well. */
const candidates = ["python3", "/usr/bin/python3"];

const question = "import aiohttp, platform; print(platform.python_version(), aiohttp.__version__)";

const ask = (command: string): AiohttpPython | null => {
  const { status, stdout } = spawnSync(command, ["-c", question], { encoding: "utf8" });
  const [pythonVersion, aiohttpVersion] = status === 0 ? stdout.trim().split(" ") : [];
  if (pythonVersion === undefined || aiohttpVersion === undefined) return null;
  return { command, pythonVersion, aiohttpVersion };
};

let known: { readonly python: AiohttpPython | null } | null = null;

/** The first Python that has it; null when none has. */
export function findAiohttp(): AiohttpPython | null {
  if (known !== null) return known.python;
  let python: AiohttpPython | null = null;
  for (const candidate of candidates) python ??= ask(candidate);
  known = { python };
  return python;
}
