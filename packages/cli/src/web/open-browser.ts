// Opens an address in the browser of whoever sits at the terminal. It is a favour: where it does not
// work, the printed address does.
import { spawn } from "node:child_process";
import type { Environment } from "@gadfly/shared/options/resolve/read-environment";
import type { TextOutput } from "../command-context.ts";

const isSet = (value: string | undefined): boolean => (value ?? "") !== "";

/** Whether somebody is there to see it: a terminal, a display, and no CI server. */
export const hasBrowser = (
  output: TextOutput,
  env: Environment,
  platform: string = process.platform,
): boolean => {
  if (output.isTTY !== true || isSet(env["CI"])) return false;
  return platform === "darwin" || isSet(env["DISPLAY"]) || isSet(env["WAYLAND_DISPLAY"]);
};

/** Opens it, in a process of its own that outlives this one. */
export const openBrowser = (address: string): void => {
  const program = process.platform === "darwin" ? "open" : "xdg-open";
  const child = spawn(program, [address], { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
};
