// A worker whose link breaks before it runs anything: nothing was lost with it, and it begins when it is back.
import { once } from "node:events";
import { decodeMasterMessage, encodeMessage } from "@gadfly/shared/protocol/codec";
import type { MasterMessage, MasterMessageOf } from "@gadfly/shared/protocol/master-message";
import type { WorkerMessage } from "@gadfly/shared/protocol/worker-message";
import { Handshake, type Identity, type Welcome } from "@gadfly/worker/link/handshake";
import { expect, it } from "vitest";
import { WebSocket } from "ws";
import { startCluster, testToken } from "../support/cluster.ts";
import { readResult } from "../support/read-result.ts";
import { waitUntil } from "../support/wait-until.ts";
import { startWorkbench } from "../support/workbench.ts";

const identity: Identity = { name: "shy", host: "here", pid: 1, cpus: 1, resume: null };

/** A link made by hand that says only what a test tells it to. */
class ShyLink {
  readonly received: MasterMessage[] = [];
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("error", () => {});
    socket.on("message", (data: Buffer) => {
      const message = decodeMasterMessage(data);
      if (message.ok) this.received.push(message.value);
    });
  }

  static async dial(port: number): Promise<ShyLink> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/worker`, { perMessageDeflate: false });
    const link = new ShyLink(socket);
    await once(socket, "open");
    return link;
  }

  async join(resume: Identity["resume"]): Promise<Welcome> {
    const handshake = new Handshake(testToken, { ...identity, resume });
    this.send(handshake.hello());
    const proof = handshake.answer(await this.hears("challenge"));
    if (!proof.ok) throw new Error(proof.error);
    this.send(proof.value);
    const welcome = handshake.accept(await this.hears("welcome"));
    if (!welcome.ok) throw new Error(welcome.error);
    return welcome.value;
  }

  send(message: WorkerMessage): void {
    this.#socket.send(encodeMessage(message), { binary: true });
  }

  async hears<T extends MasterMessage["type"]>(type: T): Promise<MasterMessageOf<T>> {
    const isWanted = (message: MasterMessage): message is MasterMessageOf<T> =>
      message.type === type;
    await waitUntil(() => this.received.some(isWanted), { what: `a ${type} from the master` });
    const found = this.received.find(isWanted);
    if (found === undefined) throw new Error(`no ${type}`);
    return found;
  }

  cut(): void {
    this.#socket.terminate();
  }
}

const givesUsers = (message: MasterMessage): boolean =>
  message.type === "assignment" && message.spawn.users.length > 0;

it("a worker that is lost while it prepares is given the plan again, and the run is not blamed", async () => {
  await using bench = await startWorkbench();
  const args = ["-u", "4", "-r", "50", "-o", "8", "--lease", "1s", "--no-save"];
  const cluster = await startCluster(bench, { args, workers: [[]] });
  await cluster.master.hasWritten(/All users spawned/);
  const first = await ShyLink.dial(cluster.port);
  const { message, resumeSecret } = await first.join(null);
  const { plan } = await first.hears("prepare");
  first.cut();
  await cluster.master.hasWritten(/shy is lost/);

  const second = await ShyLink.dial(cluster.port);
  const { workerId } = message;
  const again = await second.join({ workerId, secret: resumeSecret });
  expect(again.message).toMatchObject({ workerId, name: "shy", resumed: true });
  expect((await second.hears("prepare")).plan.runId).toBe(plan.runId);
  const { runId } = plan;
  second.send({ type: "prepared", runId, model: "m", findings: [], posts: 0 });
  expect((await second.hears("start")).runId).toBe(runId);
  await waitUntil(() => second.received.some(givesUsers), { what: "a share with users" });
  second.send({ type: "goodbye", reason: "that was all" });
  await cluster.master.hasWritten(/shy .*that was all/);
  cluster.master.signal("SIGINT");

  const result = readResult((await cluster.master.ended).stdout);
  const kinds = result.events.filter(({ worker }) => worker === "shy").map(({ kind }) => kind);
  expect(kinds[0]).toBe("workerJoined");
  expect(kinds).not.toContain("workerReturned");
});
