// Everything that turns "user k, request m" into bytes on a connection, for one run: target, endpoint,
// prompts, transport, timers. Gives the load rules a slot per user and nothing else.
import { seededRandom } from "@gadfly/shared/load/seeded-random";
import type { CancelAfter } from "@gadfly/shared/load/cancel-plan";
import type { Plan, Secrets } from "@gadfly/shared/plan/plan";
import { providerRow, type ProviderName } from "@gadfly/shared/providers/provider-table";
import { type Endpoint, isStreamRequest, type RequestOptions } from "../endpoints/endpoint.ts";
import { createRequestBuilder, type RequestBuilder } from "../endpoints/request-builder.ts";
import { parseTarget, seriesNames, type Target } from "../endpoints/target.ts";
import type { CreateTransport } from "../http/create-transport.ts";
import { createWebSocketTransport } from "../http/websocket/websocket-transport.ts";
import { type ExchangeContext, startExchange } from "../http/exchange.ts";
import type { RequestObserver, RequestRecord } from "../http/request-record.ts";
import { startWheel, TimerWheel } from "../http/timer-wheel.ts";
import type { Slot, Transport } from "../http/transport.ts";
import { chooseCancel } from "../load/planned-cancel.ts";
import type { RequestEnd, UserSlot } from "../load/virtual-user.ts";
import { createPromptSource } from "../prompts/prompt-source.ts";

/** One target with what it takes to talk to it. */
interface Lane {
  /** What its series are called. */
  readonly name: string;
  readonly transport: Transport;
  readonly build: RequestBuilder;
}

/** What an engine is made from. */
export interface EngineSettings {
  readonly plan: Plan;
  readonly secrets: Secrets;
  readonly createTransport: CreateTransport;
  /** As given or as found out in preflight. */
  readonly provider: ProviderName;
  readonly endpoint: Endpoint;
  /** What each request asks for, within what the server takes. */
  readonly request: RequestOptions;
  readonly observer: RequestObserver;
}

const toEnd = (record: RequestRecord): RequestEnd => ({
  endedAtMs: record.endedAtMs,
  // Bytes that are no HTTP are no answer either: without a status there was none.
  hadNoAnswer: record.outcome.kind === "failed" && record.status === null,
});

function toTarget(baseUrl: string): Target {
  const target = parseTarget(baseUrl);
  if (!target.ok) throw new Error(target.error);
  return target.value;
}

/** The requests of one run on one worker. */
export class RequestEngine {
  readonly #settings: EngineSettings;
  readonly #lanes: readonly Lane[];
  readonly #context: ExchangeContext;
  readonly #wheel = new TimerWheel(performance.now());
  readonly #ends = new Map<string, (end: RequestEnd) => void>();
  readonly #stopWheel: () => void;
  readonly #isStreamRequest: boolean;
  #answersToKeep: number;

  constructor(settings: EngineSettings) {
    this.#settings = settings;
    this.#isStreamRequest = isStreamRequest(settings.endpoint, settings.request.stream);
    const targets = settings.plan.targets.map(toTarget);
    const names = seriesNames(targets);
    this.#lanes = targets.map((target, at) => this.#openLane(target, names[at] ?? target.host));
    this.#context = {
      wheel: this.#wheel,
      timers: settings.plan.timers,
      observer: this.#routeTo(settings.observer),
      createDecoder: settings.endpoint.createDecoder,
      now: () => performance.now(),
    };
    this.#stopWheel = startWheel(this.#wheel);
    this.#answersToKeep = settings.plan.request.showResponse;
  }

  /** A connection for one user; users are spread over the targets in turn. */
  openSlot(user: number): UserSlot {
    const lane = this.#lanes[user % this.#lanes.length];
    if (lane === undefined) throw new Error("a plan has at least one target");
    const slot = lane.transport.openSlot();
    return {
      send: (iteration, scheduledAtMs, ended) =>
        this.#send({ lane, slot, user, iteration, scheduledAtMs, ended }),
      close: () => void slot.close(),
    };
  }

  /** Closes every connection. */
  async close(): Promise<void> {
    this.#stopWheel();
    await Promise.all(this.#lanes.map(({ transport }) => transport.close()));
  }

  #send(request: {
    lane: Lane;
    slot: Slot;
    user: number;
    iteration: number;
    scheduledAtMs: number;
    ended: (end: RequestEnd) => void;
  }): { cancel(): void } {
    const { lane, slot, user, iteration, scheduledAtMs, ended } = request;
    const { endpoint } = this.#settings;
    const prepared = lane.build(user, iteration);
    this.#ends.set(prepared.requestId, ended);
    return startExchange(this.#context, slot, {
      ...prepared,
      user,
      iteration,
      scheduledAtMs,
      endpoint: endpoint.label ?? endpoint.name,
      host: lane.name,
      isStreamRequest: this.#isStreamRequest,
      // Keeping text means parsing every event, so only the first answers pay for it.
      keepText: this.#answersToKeep-- > 0,
      cancelAfter: this.#cancelOf(user, iteration),
    });
  }

  /** Which requests are broken off on purpose is a pure function of seed, user and iteration. */
  #cancelOf(user: number, iteration: number): CancelAfter | null {
    const { cancel, seed } = this.#settings.plan;
    if (cancel === null) return null;
    return chooseCancel(cancel, seededRandom(seed, cancelStream, user, iteration).nextFloat());
  }

  /** Tells the books first, then the user whose request it was. */
  #routeTo(observer: RequestObserver): RequestObserver {
    return {
      started: (record) => observer.started(record),
      tokenEvents: (record, atMs, events, gapMs) =>
        observer.tokenEvents(record, atMs, events, gapMs),
      ended: (record) => {
        observer.ended(record);
        const ended = this.#ends.get(record.requestId);
        this.#ends.delete(record.requestId);
        ended?.(toEnd(record));
      },
    };
  }

  #openLane(target: Target, name: string): Lane {
    const { plan, secrets, provider, endpoint, request } = this.#settings;
    const prompts = createPromptSource(plan.request, (user, iteration, draw) =>
      seededRandom(plan.seed, promptStream, user, iteration, draw).nextFloat(),
    );
    return {
      name,
      transport: this.#createTransport(target),
      build: createRequestBuilder({
        runId: plan.runId,
        target,
        endpoint,
        request,
        extraBody: plan.request.extraBody,
        headers: plan.request.headers,
        auth: providerRow(provider).auth,
        secrets,
        prompts,
      }),
    };
  }

  #createTransport({ origin }: Target): Transport {
    const { plan, endpoint, createTransport } = this.#settings;
    return endpoint.transport === "websocket"
      ? createWebSocketTransport(origin, plan.connections)
      : createTransport(origin, plan.connections);
  }
}

/** Keep the draws for prompts and for cancels apart from those for waits. */
const promptStream = 1;
const cancelStream = 3;
