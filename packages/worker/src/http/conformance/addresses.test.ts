// Where both HTTP engines connect to: names, both families of addresses, TLS, and nowhere.

import dns from "node:dns";
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ExchangeHarness, wire } from "../../../../../test/support/exchange-harness.ts";
import { httpEngines } from "../../../../../test/support/http-engines.ts";
import { RecordedRequest } from "../../../../../test/support/recorded-request.ts";
import { selfSignedCertificate } from "../../../../../test/support/self-signed-certificate.ts";

const { chunk, lastChunk, reply } = wire;
const good = reply("200 OK", "x");
const certificate = selfSignedCertificate();
const loopbacks = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .filter(({ internal, address }) => internal && !address.startsWith("fe80"))
  .map(({ address }) => address);
type Done = (error: null, addresses: readonly dns.LookupAddress[]) => void;
const inUrl = (address: string): string => (address.includes(":") ? `[${address}]` : address);

describe.each(httpEngines)("$name", ({ createTransport }) => {
  const caPem = certificate.cert;
  let harness = new ExchangeHarness(createTransport, { caPem });
  beforeEach(() => {
    harness = new ExchangeHarness(createTransport, { caPem });
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await harness.close();
  });

  test.each(loopbacks)("connects to the address %s", async (host) => {
    const port = await harness.listenFor((socket) => socket.write(good), { host });
    const slot = harness.transportTo(port, "http", inUrl(host)).openSlot();
    expect((await new RecordedRequest(slot).over).summary).toBe('200 "x" ended');
    expect((await new RecordedRequest(slot).over).connectMs).toBeNull();
  });

  /** What a hosts file with both families says of localhost, also on machines that have another. */
  function resolveTo(addresses: readonly string[]): void {
    vi.spyOn(dns, "lookup").mockImplementation(((_name: string, _options: unknown, done: Done) => {
      const found = addresses.map((address) => ({ address, family: isIP(address) }));
      setImmediate(() => done(null, found));
    }) as typeof dns.lookup);
  }

  const twoWays = ["http", "https"].flatMap((scheme) =>
    loopbacks.map((host) => [scheme, host] as const),
  );
  test.each(twoWays)(
    "finds a name's other address over %s where only %s listens",
    async (scheme, host) => {
      const options = scheme === "https" ? { host, certificate } : { host };
      const port = await harness.listenFor((socket) => socket.write(good), options);
      resolveTo(loopbacks);
      const slot = harness.transportTo(port, scheme as "http" | "https", "localhost").openSlot();
      const request = await new RecordedRequest(slot).over;
      expect(request.calls).toEqual([
        "connected, sent",
        "firstByte",
        "headers 200",
        "data x",
        "ended",
      ]);
      expect((await new RecordedRequest(slot).over).connectMs).toBeNull();
    },
  );

  test.each(["127.0.0.1", "localhost"])("says that nobody listens at %s", async (host) => {
    const port = await harness.listen(() => undefined);
    await harness.close();
    resolveTo(loopbacks);
    const slot = harness.transportTo(port, "http", host).openSlot();
    const request = await new RecordedRequest(slot).over;
    expect(request.end).toBe("connect_refused");
    expect(request.message).toMatch(/^connect ECONNREFUSED /);
    expect(request.calls).toHaveLength(1);
  });

  test("says that a name cannot be resolved", async () => {
    // A label of 64 letters is refused by the resolver itself, without asking the network.
    const host = `${"x".repeat(64)}.invalid`;
    const request = await new RecordedRequest(harness.transportTo(80, "http", host).openSlot())
      .over;
    expect(request.end).toBe("dns");
  });

  test.each(["127.0.0.1", "localhost"])("speaks TLS with %s", async (host) => {
    const body = "y".repeat(100_000);
    const port = await harness.listenFor(
      (socket) => socket.write(wire.sseHead + chunk(body) + chunk("z") + lastChunk),
      { certificate },
    );
    const slot = harness.transportTo(port, "https", host).openSlot();
    for (const isReused of [false, true]) {
      const request = await new RecordedRequest(slot).over;
      expect([request.end, request.body === `${body}z`]).toEqual(["ended", true]);
      expect(request.connectMs === null).toBe(isReused);
    }
  });

  test("sees a close, a reset and an end of the body over TLS", async () => {
    const head = "HTTP/1.1 200 OK\r\n";
    const port = await harness.listenFor(
      (socket, number) => {
        if (number === 1) socket.end(`${head}\r\nto the end`);
        if (number === 2) socket.end(`${head}content-length: 20\r\n\r\ncut`);
        if (number === 3) socket.end();
        if (number === 4) socket.write(good);
      },
      { certificate },
    );
    const slot = harness.transportTo(port, "https").openSlot();
    const summaries: string[] = [];
    for (let i = 0; i < 4; i += 1) summaries.push((await new RecordedRequest(slot).over).summary);
    expect(summaries).toEqual([
      '200 "to the end" ended',
      '200 "cut" truncated',
      "reset",
      '200 "x" ended',
    ]);
  });

  test("names TLS when a plain server is asked for it", async () => {
    const port = await harness.listen((socket) => {
      socket.on("data", () => socket.end("HTTP/1.1 400 Bad\r\n\r\n"));
    });
    const request = await new RecordedRequest(harness.transportTo(port, "https").openSlot()).over;
    expect(request.end).toBe("tls");
  });

  test("fails a plain request to a TLS server without a word about TLS, which it cannot know", async () => {
    const port = await harness.listen(() => undefined, { certificate });
    const request = await new RecordedRequest(harness.transportTo(port).openSlot()).over;
    expect(["protocol", "reset"]).toContain(request.end);
  });

  test("gives up while TLS is being set up", async () => {
    const open: string[] = [];
    const port = await harness.listen((socket) => {
      open.push("open");
      socket.resume();
      socket.once("close", () => open.pop());
    });
    const slot = harness.transportTo(port, "https").openSlot();
    const request = new RecordedRequest(slot);
    await expect.poll(() => open.length).toBe(1);
    slot.abort();
    await expect.poll(() => open.length).toBe(0);
    expect(request.calls).toEqual([]);
  });
});
