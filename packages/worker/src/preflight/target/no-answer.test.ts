import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { httpEngines } from "../../../../../test/support/http-engines.ts";
import { selfSignedCertificate } from "../../../../../test/support/self-signed-certificate.ts";
import { planOf } from "../../../../../test/support/snapshots.ts";
import { explainNoAnswer, isHopeless, unreachable } from "./no-answer.ts";
import { openTarget } from "./target-client.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const listen = async (server: Server): Promise<number> => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(async () => {
    server.close();
    await once(server, "close");
  });
  return (server.address() as AddressInfo).port;
};

const certificate = selfSignedCertificate();

describe.each(httpEngines)("$name", ({ createTransport }) => {
  const errorAt = async (address: string) => {
    const client = openTarget(address, createTransport, planOf());
    if (!client.ok) throw new Error(client.error);
    const answer = await client.value.reach({ path: "/v1/models", headers: { "x-a": "1" } });
    await client.value.close();
    return answer.ok ? null : unreachable(address, answer.error);
  };

  it("says how to trust a certificate that nobody vouches for", async () => {
    const port = await listen(createTlsServer(certificate, (_request, reply) => reply.end("x")));
    const error = await errorAt(`https://127.0.0.1:${port}`);
    expect(error).toMatchObject({
      code: "GF_TARGET_UNTRUSTED",
      sentence: expect.stringMatching(/^Something answers at .*: .*self-signed certificate \(/),
      hint: expect.stringMatching(/--ca-cert FILE.*--insecure/),
    });
  });

  it("says that https:// is wrong for a server without TLS, on one line", async () => {
    const port = await listen(createServer((_request, reply) => reply.end("x")));
    const error = await errorAt(`https://127.0.0.1:${port}`);
    expect(error).toMatchObject({
      code: "GF_TARGET_SCHEME",
      sentence: expect.stringMatching(/does not speak TLS/),
      hint: expect.stringContaining("http://"),
    });
    expect(error?.sentence).not.toMatch(/\n|openssl|SSL routines/);
  });

  it.each([
    "<title>400 The plain HTTP request was sent to HTTPS port</title>",
    "Client sent an HTTP request to an HTTPS server.\n",
  ])("believes a server that says %j", async (body) => {
    const server = createServer((_request, reply) => reply.writeHead(400).end(body));
    const error = await errorAt(`http://127.0.0.1:${await listen(server)}`);
    expect(error).toMatchObject({ code: "GF_TARGET_SCHEME", hint: expect.stringMatching("https") });
  });

  it("says that http:// is wrong for a server with TLS, and sends it nothing in secret", async () => {
    const seen: (string | undefined)[] = [];
    const server = createTlsServer(certificate, ({ headers }, reply) => {
      seen.push(headers["x-a"]?.toString());
      reply.end("x");
    });
    const error = await errorAt(`http://127.0.0.1:${await listen(server)}`);
    expect(error).toMatchObject({
      code: "GF_TARGET_SCHEME",
      sentence: expect.stringMatching(/does not speak plain HTTP: .*answers over TLS/),
      hint: expect.stringContaining("https://"),
    });
    expect(seen).toEqual([undefined]);
  });
});

it("leaves a server that just closes as it is", async () => {
  const port = await listen(createServer((request) => request.socket.destroy()));
  const [engine] = httpEngines;
  if (engine === undefined) throw new Error("there is an engine");
  const client = openTarget(`http://127.0.0.1:${port}`, engine.createTransport, planOf());
  if (!client.ok) throw new Error(client.error);
  const answer = await client.value.reach({ path: "/", headers: {} });
  await client.value.close();
  expect(answer).toMatchObject({ ok: false, error: { kind: "closed" } });
});

it.each([
  ["DEPTH_ZERO_SELF_SIGNED_CERT", true],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", true],
  ["ERR_TLS_CERT_ALTNAME_INVALID", true],
  ["CERT_HAS_EXPIRED", true],
  ["ENOTFOUND", true],
  ["EAI_AGAIN", false],
  ["ECONNREFUSED", false],
  ["ETIMEDOUT", false],
])("knows whether waiting can heal %s: hopeless is %s", (code, hopeless) => {
  const cause = Object.assign(new Error("it broke"), { code });
  expect(isHopeless(explainNoAnswer(cause))).toBe(hopeless);
});
