import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Plan, Secrets } from "@gadfly/shared/plan/plan";
import { afterEach, expect, it } from "vitest";
import { planOf } from "../../../../test/support/snapshots.ts";
import { createH1Transport } from "../http/h1/h1-transport.ts";
import { runPreflight } from "./preflight.ts";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A server that lists these models; null: it has no such page. */
const serve = async (
  models: readonly string[] | null,
  seen: (request: IncomingMessage) => void = () => {},
): Promise<string> => {
  const server = createServer((request, response) => {
    seen(request);
    if (models === null) response.writeHead(404).end("nothing here");
    else response.end(JSON.stringify({ data: models.map((id) => ({ id })) }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const noSecrets = { apiKey: null, headers: {} };

const check = (plan: Plan, secrets: Secrets, shareUsers: number) =>
  runPreflight({ plan, secrets, shareUsers, createTransport: createH1Transport });

const planFor = (targets: string[], model: string | null = null) =>
  planOf({ targets, request: { ...planOf().request, model } });

it("takes the only model that the server lists", async () => {
  const report = await check(planFor([await serve(["llama"])]), noSecrets, 10);
  expect(report).toEqual({ ok: true, value: { model: "llama", findings: [], posts: 0 } });
});

it("asks for a name when the server lists none, several, or nothing readable", async () => {
  const outcome = async (models: string[] | null) => {
    const report = await check(planFor([await serve(models)]), noSecrets, 10);
    return report.ok ? report.value : `${report.error.code}: ${report.error.sentence}`;
  };
  expect(await outcome([])).toMatch(/^GF_MODEL_MISSING: .*its list is empty/);
  expect(await outcome(null)).toMatch(/^GF_MODEL_MISSING: .*(no list of models|answered 404)/);
  expect(await outcome(["a", "b"])).toMatch(/^GF_MODEL_AMBIGUOUS: .*2 models: a, b\.$/);
  expect(await outcome(["a", "b", "c", "d", "e", "f"])).toMatch(/6 models: a, b, c, d, e …/);
});

it("asks for the model that was named, and notes when it is not listed", async () => {
  const listed = await check(planFor([await serve(["a", "b"])], "b"), noSecrets, 10);
  expect(listed).toEqual({ ok: true, value: { model: "b", findings: [], posts: 0 } });
  const unlisted = await check(planFor([await serve(["a"])], "b"), noSecrets, 10);
  expect(unlisted).toMatchObject({
    value: { model: "b", findings: [{ code: "model_not_listed" }] },
  });
  const silent = await check(planFor([await serve(null)], "b"), noSecrets, 10);
  expect(silent).toMatchObject({ value: { model: "b", findings: [{ code: "models_status" }] } });
});

it("checks every target and takes the model from the first that lists one", async () => {
  const targets = [await serve(null), await serve(["llama"])];
  const report = await check(planFor(targets), noSecrets, 10);
  expect(report).toMatchObject({
    value: { model: "llama", findings: [{ code: "models_status" }] },
  });
});

it("stops when one of the targets does not answer, and names it", async () => {
  const closed = "http://127.0.0.1:1";
  const report = await check(planFor([await serve(["llama"]), closed]), noSecrets, 10);
  expect(report).toMatchObject({
    ok: false,
    error: { code: "GF_TARGET_UNREACHABLE", sentence: expect.stringContaining(closed) },
  });
});

it("stops before any request when this machine lacks room", async () => {
  let requests = 0;
  const target = await serve(["llama"], () => requests++);
  const report = await check(planFor([target]), noSecrets, 2_000_000_000);
  expect(report).toMatchObject({
    ok: false,
    error: { code: expect.stringMatching(/^GF_(FILE|PORT)_LIMIT$/) },
  });
  expect(requests).toBe(0);
});

it("sends the key, and the user's own headers win, whatever their case", async () => {
  const seen: (string | undefined)[] = [];
  const target = await serve(["llama"], ({ headers }) =>
    seen.push(headers.authorization, String(headers["x-team"])),
  );
  const plan = planOf({
    targets: [target],
    request: { ...planOf().request, headers: { "X-Team": "open" } },
  });
  await check(plan, { apiKey: "k1", headers: {} }, 10);
  expect(seen.splice(0)).toEqual(["Bearer k1", "open"]);
  await check(plan, { apiKey: "k1", headers: { Authorization: "Basic x" } }, 10);
  expect(seen).toEqual(["Basic x", "open"]);
});
