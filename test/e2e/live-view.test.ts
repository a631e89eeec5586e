// The live view on a real terminal: what stands on it while a run is under way, and after.
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { PtyProgram, whyNoTerminal, type PtySettings } from "../support/pty-program.ts";
import { startWorkbench, type Workbench } from "../support/workbench.ts";

if (whyNoTerminal !== null) process.stderr.write(`${whyNoTerminal}\n`);

const escape = String.fromCodePoint(27);

const open = (bench: Workbench, args: string, change: Partial<PtySettings> = {}): PtyProgram =>
  new PtyProgram({
    args: `run -H ${bench.simulator.url} --no-save -o 8 --processes 1 ${args}`.split(" "),
    folder: bench.folder,
    columns: 100,
    rows: 32,
    ...change,
  });

/** On a busy machine the verdict may be INVALID; that is not what these tests are about. */
const expectOrderlyEnd = (code: number | null): void => expect([0, 4]).toContain(code);

describe.skipIf(whyNoTerminal !== null).concurrent("on a terminal", () => {
  it("draws below the log, and makes room for the summary", async () => {
    await using bench = await startWorkbench();
    await using program = open(bench, "-u 3 -r 3 -t 6s");
    const lines = await program.shows(/^TTFT ms/m);
    expect(lines.findIndex((line) => line.includes("Run time limit set"))).toBeLessThan(
      lines.findIndex((line) => line.startsWith("requests/s")),
    );
    expect(lines.at(-1)).toBe("w W s S users · q stop · ? help");
    expectOrderlyEnd(await program.ended);
    program.check();
    // Each line of the log stands there once; of the view there is nothing left.
    expect(program.text.match(/Run time limit set to 6 seconds/g)).toHaveLength(1);
    expect(program.text.match(/limit reached, shutting down/g)).toHaveLength(1);
    expect(program.text).not.toContain("q stop");
    expect(program.text).not.toContain("so far");
    expect(program.text).toMatch(/^Verdict {2}/m);
    expect(program.terminal.isCursorShown).toBe(true);
  });

  it("obeys its keys: users, help, stop", async () => {
    await using bench = await startWorkbench();
    await using program = open(bench, "-u 2 -r 50");
    await program.shows(/2\/2 users/);
    program.press("W");
    await program.shows(/12\/12 users/);
    program.press("sS");
    await program.shows(/1\/1 users/);
    program.press("?");
    await program.shows(/hides this help/);
    program.press("q");
    expectOrderlyEnd(await program.ended);
    program.check();
    expect(program.text).toContain("stopped by the user");
  });

  it("stops in order on Ctrl-C", async () => {
    await using bench = await startWorkbench();
    await using program = open(bench, "-u 2 -r 50");
    await program.shows(/^requests\/s/m);
    program.press("\u0003");
    expectOrderlyEnd(await program.ended);
    program.check();
    expect(program.text).toContain("stopped by the user");
    expect(program.terminal.isCursorShown).toBe(true);
  });

  it("fits every size that the terminal is given", async () => {
    await using bench = await startWorkbench();
    await using program = open(bench, "-u 2 -r 50", { columns: 80, rows: 24 });
    await program.shows(/^requests\/s/m);
    program.resize(40, 10);
    await program.shows(/^requests\/s.{0,29}$/m);
    const small = await program.shows(/\? help$/);
    expect(small.length).toBeLessThanOrEqual(10);
    program.resize(120, 40);
    const large = await program.shows(/now highest/m);
    expect(large.filter((line) => line.startsWith("requests/s"))).toHaveLength(1);
    program.press("q");
    expectOrderlyEnd(await program.ended);
    program.check();
  });

  it("keeps what workers say above the view", async () => {
    await using bench = await startWorkbench();
    await using program = open(bench, "-u 2 -r 50 -L DEBUG");
    await program.shows(/^requests\/s/m);
    program.press("q");
    expectOrderlyEnd(await program.ended);
    program.check();
    const said = program.text.split("\n").filter((line) => line.includes("/DEBUG/local: "));
    expect(said.length).toBeGreaterThan(0);
    for (const line of said) expect(line).toMatch(/^\[20/);
  });

  it("has no colour with NO_COLOR", async () => {
    await using bench = await startWorkbench();
    await using program = open(bench, "-u 1", { env: { NO_COLOR: "1" } });
    await program.shows(/^requests\/s/m);
    program.press("q");
    await program.ended;
    program.check();
    expect(program.raw).not.toMatch(new RegExp(`${escape}\\[[0-9;]*m`, "u"));
  });

  it("writes plain lines where the terminal cannot move its cursor", async () => {
    await using bench = await startWorkbench();
    await using program = open(bench, "-u 1 -t 3s", { env: { TERM: "dumb" } });
    expectOrderlyEnd(await program.ended);
    expect(program.text).toMatch(/^[12]s\/3s {2}users \d\/1/m);
    expect(program.raw).not.toContain(escape);
  });

  it("is one line with --no-live-view", async () => {
    await using bench = await startWorkbench();
    await using program = open(bench, "-u 1 --no-live-view");
    const lines = await program.shows(/users 1\/1 .*rps/);
    expect(lines.join("\n")).not.toContain("requests/s");
    program.press("q");
    expectOrderlyEnd(await program.ended);
    program.check();
    expect(program.text).not.toMatch(/users 1\/1/);
  });

  it("never passes on what a server wants the terminal to do", async () => {
    await using bench = await startWorkbench();
    const server = await startHostileServer();
    const args = `run -H ${urlOf(server)} -m m --no-save --processes 1 -u 1 --no-probe`.split(" ");
    await using program = new PtyProgram({ args, folder: bench.folder, columns: 100, rows: 32 });
    await program.shows(/^Failures .*模型/m);
    program.press("q");
    await program.ended;
    server.close();
    // The terminal of this test refuses every sequence that is not ours.
    program.check();
    for (const wish of [`${escape}]`, "\u0007", "\u009b", "\u202e"])
      expect(program.raw).not.toContain(wish);
  });
});

describe.concurrent("in a pipe", () => {
  it("there is no live view, wanted or not", async () => {
    await using bench = await startWorkbench();
    const { url } = bench.simulator;
    const args = `run -H ${url} --no-save -o 8 --processes 1 -u 2 -r 50 -t 4s`.split(" ");
    const ends = await Promise.all([bench.run(args), bench.run([...args, "--live-view"])]);
    for (const { code, stdout } of ends) {
      expectOrderlyEnd(code);
      expect(stdout).toMatch(/^[1-3]s\/4s {2}users \d\/2 {2}in flight \d {2}rps /m);
      expect(stdout).not.toContain(escape);
    }
  });
});

/** Every answer is an error that tries to take the terminal over. */
const startHostileServer = async (): Promise<Server> => {
  const server = createServer((_request, response) => {
    response.writeHead(500, { "content-type": "text/plain" });
    response.end(`${escape}[2J${escape}]0;owned\u0007${escape}[31m模型\r\n\u202eevil\u009b1A`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
};

const urlOf = (server: Server): string => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
};
