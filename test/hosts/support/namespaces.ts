// Network namespaces of this test process. Their names carry its process id: two runs never meet, and
// what a killed run has left behind is known as such.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";

const folder = "/run/netns";
const ownName = /^gadfly-(?<pid>\d+)-/;

const existing = new Set<string>();
let made = 0;

const remove = (name: string): void => {
  spawnSync("ip", ["netns", "delete", name], { stdio: "ignore" });
  existing.delete(name);
};

process.once("exit", () => {
  for (const name of existing) remove(name);
});

/** Runs `ip` with these words; what it complains of becomes an error. */
export const ip = (words: string): void => {
  execFileSync("ip", words.split(" "), { stdio: ["ignore", "ignore", "pipe"] });
};

/** Removes namespaces of test processes that live no more. */
export const removeAbandoned = (): void => {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const pid = ownName.exec(name)?.groups?.["pid"];
    if (pid !== undefined && !existsSync(`/proc/${pid}`)) remove(name);
  }
};

/** Namespaces that are made and removed together. */
export class Namespaces implements Disposable {
  readonly #prefix = `gadfly-${process.pid}-${made++}`;
  readonly #names: string[] = [];

  /** Makes one with a loopback that is up; returns its name. */
  add(host: string): string {
    const name = `${this.#prefix}-${host}`;
    existing.add(name);
    this.#names.push(name);
    ip(`netns add ${name}`);
    ip(`-n ${name} link set lo up`);
    return name;
  }

  [Symbol.dispose](): void {
    for (const name of this.#names) remove(name);
  }
}
