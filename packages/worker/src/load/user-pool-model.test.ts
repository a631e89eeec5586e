// The pool against a model of what a master may believe: whatever comes in whatever order, no user is
// doubled, every request is counted, and who is disowned is reported once and not too early.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { DrivenUsers } from "../../../../test/support/driven-users.ts";

const maxUser = 7;

/** What each user is to be in the next version. */
const place = fc.constantFrom("started", "spawn", "retire", "unlisted");
type Place = "started" | "spawn" | "retire" | "unlisted";

interface World {
  readonly driven: DrivenUsers;
  version: number;
  owned: Set<number>;
  /** Disowned and not reported yet. */
  readonly awaited: Set<number>;
  /** Reports that the model has seen. */
  seen: number;
  isAllowed: boolean;
}

type Step = (world: World) => void;

const share = (world: World, places: readonly Place[], atMs: number) => {
  const listed = (wanted: Place) => places.flatMap((p, user) => (p === wanted ? [user] : []));
  const turns = (wanted: Place) => ({ users: listed(wanted), atMs, ratePerS: 20 });
  const { driven } = world;
  for (const user of world.owned) world.awaited.add(user);
  world.version++;
  world.owned = new Set([...listed("started"), ...listed("spawn")]);
  for (const user of world.owned) world.awaited.delete(user);
  driven.apply(world.version, {
    started: listed("started"),
    spawn: turns("spawn"),
    retire: turns("retire"),
  });
};

const newShare = fc
  .tuple(fc.array(place, { minLength: maxUser, maxLength: maxUser }), fc.nat(400))
  .map(
    ([places, inMs]): Step =>
      (world) =>
        share(world, places, world.driven.nowMs + inMs - 100),
  );

const oldShare = fc.nat(3).map(
  (age): Step =>
    ({ driven, version }) =>
      driven.apply(version - 1 - age, { started: [0, 1, 2, 3, 4, 5, 6] }),
);

const passTime = fc.nat(300).map(
  (ms): Step =>
    ({ driven }) =>
      driven.advance(driven.nowMs + ms),
);

/** The loop was busy: time has passed, and nothing of what was due is done yet. */
const stall = fc.nat(300).map((ms): Step => ({ driven }) => {
  driven.nowMs += ms;
});

const endOne = fc.nat(100).map((pick): Step => ({ driven }) => {
  const { running } = driven;
  const user = running[pick % Math.max(1, running.length)];
  if (user !== undefined) driven.end(user);
});

const switchLeave = fc.boolean().map((isAllowed): Step => (world) => {
  world.isAllowed = isAllowed;
  if (isAllowed) world.driven.pool.wakeParked();
});

const switchRefusal = fc.boolean().map((isRefusing): Step => ({ driven }) => {
  driven.isRefusing = isRefusing;
});

const cancelAll: Step = ({ driven }) => driven.pool.cancelRunning();

const step = fc.oneof(
  { weight: 4, arbitrary: newShare },
  { weight: 4, arbitrary: passTime },
  { weight: 6, arbitrary: endOne },
  oldShare,
  stall,
  switchLeave,
  switchRefusal,
  fc.constant(cancelAll),
);

const worldOf = (leaveTimeoutMs: number | null): World => {
  const driven = new DrivenUsers({
    leaveTimeoutMs,
    waitMs: 20,
    mayStart: () => world.isAllowed,
  });
  const world: World = {
    driven,
    version: 0,
    owned: new Set(),
    awaited: new Set(),
    seen: 0,
    isAllowed: true,
  };
  return world;
};

const checkReports = (world: World): void => {
  for (const { users, version } of world.driven.reports.slice(world.seen)) {
    expect(version).toBe(world.version);
    for (const user of users) expect(world.awaited.delete(user)).toBe(true);
  }
  world.seen = world.driven.reports.length;
};

const checkCounts = ({ driven }: World): void => {
  expect(driven.mistakes).toEqual([]);
  expect(driven.pool.inFlight).toBe(driven.running.length);
  expect(driven.pool.size).toBe(driven.present.length);
};

/** Everything that is due happens and every request ends, until nothing more changes. */
const settle = (world: World): void => {
  const { driven } = world;
  world.isAllowed = true;
  driven.isRefusing = false;
  driven.pool.wakeParked();
  driven.advance(driven.nowMs + 2000);
  driven.end(...driven.running);
  driven.advance(driven.nowMs + 19);
};

const anyRun = fc.tuple(fc.constantFrom(null, 0, 150), fc.array(step, { maxLength: 40 }));

const play = ([leaveTimeoutMs, steps]: readonly [number | null, readonly Step[]]): World => {
  const world = worldOf(leaveTimeoutMs);
  for (const take of steps) {
    take(world);
    checkCounts(world);
    checkReports(world);
  }
  return world;
};

it("doubles no user, counts every request and reports every disowned user once", () => {
  fc.assert(
    fc.property(anyRun, (run) => {
      const world = play(run);
      settle(world);
      checkCounts(world);
      checkReports(world);
      expect([...world.awaited]).toEqual([]);
      expect(world.driven.present).toEqual([...world.owned].sort((a, b) => a - b));
    }),
  );
});

it("sends the iterations of each stay of a user in order, none twice", () => {
  fc.assert(
    fc.property(anyRun, (run) => {
      const { driven } = play(run);
      const last = new Map<number, number>();
      for (const { user, iteration } of driven.sent) {
        const expected = iteration === 0 ? 0 : (last.get(user) ?? -1) + 1;
        expect(iteration).toBe(expected);
        last.set(user, iteration);
      }
    }),
  );
});

it("drains from any state, at once or within the stop timeout", () => {
  fc.assert(
    fc.property(anyRun, fc.constantFrom(0, 500), (run, timeoutMs) => {
      const world = play(run);
      const { driven } = world;
      const sent = driven.sent.length;
      driven.pool.drain(driven.nowMs, timeoutMs);
      driven.advance(driven.nowMs + timeoutMs);
      checkCounts(world);
      expect(driven.pool.isDrained).toBe(true);
      expect(driven.sent).toHaveLength(sent);
    }),
  );
});
