import { afterAll, expect, test } from "vitest";
import { ask, SimulatorFleet } from "../test-support/plain-client.ts";
import { findServer, serverNames } from "./servers.ts";

const fleet = new SimulatorFleet();
afterAll(() => fleet.close());

test.each(serverNames)("lists its model under the name of its owner: %s", async (as) => {
  const simulator = await fleet.start({ as });
  const [card] = JSON.parse((await ask(simulator, { path: "/v1/models" })).body).data;
  expect(card.owned_by).toBe(findServer(as).ownedBy ?? card.id);
});

test("lists the model that a server always has, unless the configuration names one", async () => {
  const toId = async (config: object): Promise<string> => {
    const reply = await ask(await fleet.start(config), { path: "/v1/models" });
    return JSON.parse(reply.body).data[0].id;
  };
  expect(await toId({ as: "triton" })).toBe("ensemble");
  expect(await toId({ as: "triton", modelName: "mine" })).toBe("mine");
});

test.each([
  ["/v2/health/ready", /^$/],
  ["/", /^Ollama is running$/],
  ["/health", /^\{"status":"ok"\}$/],
  ["/inference/v1/models", /"owned_by"/],
  ["/v1beta/models", /"models\/sim-model"/],
  ["/api/tags", /"name":"sim-model"/],
  ["/v2/models/some", /"name":"some"/],
])("answers GET %s whatever server it is", async (path, body) => {
  const reply = await ask(await fleet.start(), { path });
  expect(reply.status).toBe(200);
  expect(reply.body).toMatch(body);
});

test("says in headers which server it is", async () => {
  const reply = await ask(await fleet.start({ as: "grps" }), { path: "/health" });
  expect(reply.headers["server"]).toBe("grps");
});
