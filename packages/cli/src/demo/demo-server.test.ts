import { startSimulator } from "@gadfly/simulator/start-simulator";
import { expect, it } from "vitest";
import { startDemoServer } from "./demo-server.ts";

it("takes the next port where its own is in use", async () => {
  const other = await startSimulator({ port: 0 });
  const server = await startDemoServer(other.port);
  expect(server.port).toBeGreaterThan(other.port);
  expect(server.port).toBeLessThan(other.port + 20);
  await Promise.all([server.close(), other.close()]);
});
