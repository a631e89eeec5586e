// Makes a base image of this machine's own Node and npm, for machines that reach no image registry. It shows
// that the steps of the Dockerfile and the wiring work, not how the real base behaves.
import { copyFile, cp, mkdir, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { outputOf, runCommand } from "../support/run-command.ts";

/** What the Dockerfile's steps, npm and the documented commands run. */
const tools = ["sh", "env", "cat", "chown", "mkdir", "rm"];

/**
 * Parts of the C library that ldd of these programs does not list: how names of hosts are looked up, loaded by
 * name, and what the build's native modules want of it.
 */
const moreOfTheLibrary = ["libnss_dns.so.2", "libnss_files.so.2", "libresolv.so.2", "librt.so.1"];

const bundleInImage = "/etc/ssl/certs/ca-certificates.crt";

const accounts = {
  "etc/passwd": "root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n",
  "etc/group": "root:x:0:\nnode:x:1000:\n",
  "etc/nsswitch.conf": "hosts: files dns\n",
};

async function copyTo(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(await realpath(from), to);
}

async function pathOf(tool: string): Promise<string> {
  return (await outputOf({ program: "sh", args: ["-c", `command -v ${tool}`] })).trim();
}

/** The shared libraries of a program, where they lie. */
async function librariesOf(program: string): Promise<string[]> {
  const { stdout } = await runCommand({ program: "ldd", args: [program] });
  return [...stdout.matchAll(/(\/\S+) \(0x/g)].flatMap(([, path]) => path ?? []);
}

async function copyPrograms(root: string): Promise<void> {
  const paths = await Promise.all(tools.map(pathOf));
  const programs = new Map(paths.map((path, index) => [path, `bin/${tools[index] ?? ""}`]));
  programs.set(process.execPath, "usr/local/bin/node");
  const libraries = new Set((await Promise.all([...programs.keys()].map(librariesOf))).flat());
  const folder = dirname([...libraries].find((path) => path.includes("/libc.so")) ?? "/lib/libc");
  for (const name of moreOfTheLibrary)
    if (existsSync(join(folder, name))) libraries.add(join(folder, name));
  for (const [from, to] of programs) await copyTo(from, join(root, to));
  for (const library of libraries) await copyTo(library, join(root, library));
  await mkdir(join(root, "usr/bin"), { recursive: true });
  await symlink("../../bin/env", join(root, "usr/bin/env"));
}

async function copyNpm(root: string): Promise<void> {
  const modules = (await outputOf({ program: "npm", args: ["root", "-g"] })).trim();
  const copy = join(root, "usr/local/lib/node_modules/npm");
  await cp(join(modules, "npm"), copy, { recursive: true });
  await symlink("../lib/node_modules/npm/bin/npm-cli.js", join(root, "usr/local/bin/npm"));
}

/** Certificates that this machine trusts: an installation reaches the registry by the same way. */
async function copyCertificates(root: string): Promise<string[]> {
  const bundle = process.env["NODE_EXTRA_CA_CERTS"] ?? bundleInImage;
  if (!existsSync(bundle)) return [];
  await copyTo(bundle, join(root, bundleInImage));
  return ["--change", `ENV NODE_EXTRA_CA_CERTS=${bundleInImage}`];
}

/** Makes the image `name`; `folder` takes the files meanwhile. */
export async function makeStandIn(
  name: string,
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const root = join(folder, "stand-in");
  for (const place of ["tmp", "root", "home/node", "etc", "proc", "sys", "dev"])
    await mkdir(join(root, place), { recursive: true });
  await copyPrograms(root);
  await copyNpm(root);
  for (const [place, text] of Object.entries(accounts)) await writeFile(join(root, place), text);
  const certificates = await copyCertificates(root);
  const archive = join(folder, "stand-in.tar");
  const asRoot = ["--owner=0", "--group=0", "--numeric-owner", "--mode=u+rw,go+r-w,a+X"];
  const pack = ["-C", root, ...asRoot, "-cf", archive, "."];
  await outputOf({ program: "tar", args: pack, timeoutMs: 60_000 });
  const path = ["--change", "ENV PATH=/usr/local/bin:/usr/bin:/bin"];
  const load = ["import", ...path, ...certificates, archive, name];
  await outputOf({ program: "docker", args: load, env, timeoutMs: 60_000 });
  await rm(archive);
  await rm(root, { recursive: true });
}
