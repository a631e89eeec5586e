// Bad answers to the load are data: counted by kind, with a message that a person can read, and no spinning.
import { createServer, type Server, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { resultOf } from "../support/read-result.ts";
import { startWorkbench } from "../support/workbench.ts";

const requests = 3;

describe.concurrent("an answer", () => {
  it.each([
    ["status-401", /^http_status$/, /401.*Incorrect API key/s],
    ["status-404", /^http_status$/, /404.*The model does not exist/s],
    ["status-500", /^http_status$/, /500.*The server had an error/s],
    ["status-503", /^overloaded$/, /503.*still loading/s],
    ["html", /inband_error|bad_frame|truncated|protocol/, /doctype html/i],
    ["garbage", /^bad_frame$/, /oops|not an event stream/],
    ["empty-stream", /^truncated$/, /no output/],
    ["no-tokens", /^empty$/, /./],
    ["cut-midway", /^truncated$/, /./],
    ["reset-midway", /^reset$/, /./],
    ["error-midway", /^inband_error$/, /engine failed while generating/],
  ])(
    "with the fault %s is a counted failure with a readable message",
    async (fault, kind, message) => {
      await using bench = await startWorkbench();
      const target = ["-H", bench.simulator.url, "-m", `fault-${fault}`, "--failure-wait", "0s"];
      const args = ["run", ...target, "-n", String(requests), "-o", "4", "--no-save", "--json"];
      const end = await bench.run(args);
      const { ledger, errors, metrics } = resultOf(end, 1);
      expect(ledger).toMatchObject({ started: requests, failed: requests, succeeded: 0 });
      expect(errors.reduce((sum, { count }) => sum + count, 0)).toBe(requests);
      const [first] = errors;
      expect(first?.kind).toMatch(kind);
      expect(first?.message).toMatch(message);
      expect(first?.message.length).toBeLessThan(500);
      expect(end.stderr).toContain(first?.kind);
      expect(metrics["error_rate"]).toMatchObject({ value: 1 });
      expect((await bench.truth()).received).toBe(requests);
    },
  );

  it("that ends without [DONE] is a success with a warning at most", async () => {
    await using bench = await startWorkbench();
    const target = ["-H", bench.simulator.url, "-m", "fault-no-done"];
    const args = ["run", ...target, "-n", "3", "-o", "4", "--no-save", "--json"];
    expect(resultOf(await bench.run(args), 0).ledger).toMatchObject({ succeeded: 3, failed: 0 });
  });

  it("that is late for --first-token-timeout is a failure of that kind", async () => {
    await using bench = await startWorkbench({ baseTtftMs: 20_000 });
    const timer = ["--first-token-timeout", "200ms", "-n", "2", "-o", "4"];
    const args = ["run", "-H", bench.simulator.url, ...timer, "--no-save", "--json"];
    const { errors, ledger } = resultOf(await bench.run(args), 1);
    expect(ledger.failed).toBe(2);
    expect(errors.map(({ kind }) => kind)).toEqual(["timeout_first_token"]);
  });

  it("that fails leaves the exit code to --exit-code-on-error", async () => {
    await using bench = await startWorkbench({ fault: "status-500" });
    const args = ["run", "-H", bench.simulator.url, "-n", "1", "--no-save", "--json"];
    const end = await bench.run([...args, "--exit-code-on-error", "0"]);
    expect(resultOf(end, 0).ledger.failed).toBe(1);
  });
});

/** A server that answers the check before the load, then treats connections as it likes. */
class HostileServer implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  posts = 0;

  constructor(treat: (socket: Socket, server: Server) => void) {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => this.#sockets.delete(socket));
      socket.once("data", (bytes) => {
        if (bytes.toString("latin1").startsWith("GET ")) this.#answerCheck(socket);
        else {
          this.posts++;
          treat(socket, this.#server);
        }
      });
    });
  }

  listen(): Promise<string> {
    return new Promise((resolve) => {
      this.#server.listen(0, "127.0.0.1", () => {
        const address = this.#server.address();
        const port = typeof address === "object" && address !== null ? address.port : 0;
        resolve(`http://127.0.0.1:${port}`);
      });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (!this.#server.listening) return;
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  #answerCheck(socket: Socket): void {
    const body = JSON.stringify({ data: [{ id: "m" }] });
    const head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
    socket.end(`${head}content-length: ${body.length}\r\n\r\n${body}`);
  }
}

describe.concurrent("a server", () => {
  const users = 3;
  const seconds = 3;
  /** One attempt at the start and one after each pause. */
  const mostAttempts = users * (seconds + 1);

  it.each<[string, string, (socket: Socket, server: Server) => void]>([
    ["closes each connection", "reset", (socket) => socket.destroy()],
    ["resets each connection", "reset", (socket) => socket.resetAndDestroy()],
    [
      "stops listening",
      "connect_refused",
      (socket, server) => {
        server.close();
        socket.destroy();
      },
    ],
    ["is no HTTP server", "protocol", (socket) => void socket.end("SSH-2.0-OpenSSH_9.9\r\n")],
  ])("that %s does not make users spin", async (_what, kind, treat) => {
    await using bench = await startWorkbench();
    await using server = new HostileServer(treat);
    const target = ["-H", await server.listen(), "--no-save", "--json"];
    const args = ["run", ...target, "-u", String(users), "-r", "50", "-t", `${seconds}s`];
    const { ledger, errors, warnings } = resultOf(await bench.run(args), 1);
    expect(errors.map((row) => row.kind)).toContain(kind);
    // The stop may cut what runs at that moment, one request a user at most; nothing succeeds.
    expect(ledger.cancelled).toBeLessThanOrEqual(users);
    expect(ledger.failed + ledger.cancelled).toBe(ledger.started);
    expect(ledger.started).toBeGreaterThanOrEqual(users * 2);
    expect(ledger.started).toBeLessThanOrEqual(mostAttempts);
    expect(warnings.map(({ code }) => code)).toContain("failure_wait");
  });
});
