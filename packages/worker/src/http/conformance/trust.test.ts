// Whose certificates both HTTP engines accept: those that Node, the system or the plan vouches for, or
// any.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { ExchangeHarness, wire } from "../../../../../test/support/exchange-harness.ts";
import { httpEngines } from "../../../../../test/support/http-engines.ts";
import { RecordedRequest } from "../../../../../test/support/recorded-request.ts";
import {
  selfSignedCertificate,
  signedCertificate,
} from "../../../../../test/support/self-signed-certificate.ts";
import type { ServerCertificate } from "../../../../../test/support/self-signed-certificate.ts";

const certificate = selfSignedCertificate();
const other = selfSignedCertificate("somebody else");
const signed = signedCertificate();
const fine = '200 "x" ended';

describe.each(httpEngines)("$name", ({ createTransport }) => {
  const cleaners: (() => unknown)[] = [];
  afterEach(async () => {
    vi.unstubAllEnvs();
    for (const clean of cleaners.splice(0)) await clean();
  });

  async function ask(
    connections: ConstructorParameters<typeof ExchangeHarness>[1],
    server: { readonly host?: string; readonly certificate?: ServerCertificate } = {},
  ): Promise<RecordedRequest> {
    const harness = new ExchangeHarness(createTransport, connections);
    cleaners.push(() => harness.close());
    const respond = wire.reply("200 OK", "x");
    const listening = { certificate, host: "127.0.0.1", ...server };
    const port = await harness.listenFor((socket) => socket.write(respond), listening);
    return new RecordedRequest(harness.transportTo(port, "https", listening.host).openSlot()).over;
  }

  test.each(["per-user", "pooled", "per-request"] as const)(
    "accepts a certificate of the plan, with connections %s",
    async (reuse) => {
      expect((await ask({ reuse, caPem: certificate.cert })).summary).toBe(fine);
    },
  );

  test("accepts a certificate that an authority of the plan has signed, and that alone", async () => {
    const { authority: caPem } = signed;
    expect((await ask({ caPem }, { certificate: signed })).summary).toBe(fine);
    const unknown = await ask({}, { certificate: signed });
    expect(unknown.message).toContain("unable to verify the first certificate");
    expect((await ask({ caPem })).end).toBe("tls");
  });

  test("finds the right one among several", async () => {
    const caPem = `# comment\n${other.cert}\n${certificate.cert}`;
    expect((await ask({ caPem })).summary).toBe(fine);
  });

  test.each([
    ["nobody vouches for", null],
    ["somebody else's certificate cannot vouch for", other.cert],
  ])("refuses a certificate that %s", async (_name, caPem) => {
    const request = await ask({ caPem });
    expect([request.end, request.calls.length]).toEqual(["tls", 1]);
    expect(request.message).toContain("self-signed certificate");
  });

  test("refuses a trusted certificate for another name", async () => {
    const request = await ask({ caPem: certificate.cert }, { host: "127.0.0.2" });
    expect(request.end).toBe("tls");
    expect(request.message).toContain("127.0.0.2 is not in the cert's list");
  });

  test("accepts any certificate for any name when told to be insecure", async () => {
    expect((await ask({ insecure: true })).summary).toBe(fine);
    expect((await ask({ insecure: true }, { host: "127.0.0.2" })).summary).toBe(fine);
  });

  test.each(["SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"])(
    "accepts a certificate of the file in %s",
    async (variable) => {
      const folder = await mkdtemp(join(tmpdir(), "gadfly-trust-"));
      cleaners.push(() => rm(folder, { recursive: true }));
      const file = join(folder, "system.pem");
      await writeFile(file, certificate.cert);
      vi.stubEnv(variable, file);
      expect((await ask({})).summary).toBe(fine);
    },
  );

  test("trusts nobody more because a named file is missing", async () => {
    vi.stubEnv("SSL_CERT_FILE", "/nowhere/system.pem");
    expect((await ask({})).end).toBe("tls");
  });
});
