// Every state × event pair of every lifecycle, against tables written out here by hand.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jobMachine } from "./job-machine.ts";
import { linkMachine } from "./link-machine.ts";
import { livenessMachine } from "./liveness-machine.ts";
import type { Machine } from "./machine.ts";
import { runMachine } from "./run-machine.ts";

/** One line per state: `state: event>next event>next`; whatever is not written is refused. */
const runTable = `
  ready: startRequested>preparing
  preparing: workersPrepared>spawning prepareTimedOut>finalizing prepareFailed>finalizing stopRequested>finalizing workersLost>finalizing failed>finalizing
  spawning: rampCompleted>running loadChanged>spawning stopRequested>stopping timeElapsed>stopping sloBroken>stopping workersLost>stopping failed>stopping completed>stopping
  running: loadChanged>spawning stopRequested>stopping timeElapsed>stopping sloBroken>stopping workersLost>stopping failed>stopping completed>stopping
  stopping: allDrained>finalizing drainTimedOut>finalizing stopRequested>finalizing workersLost>finalizing failed>finalizing
  finalizing: summaryWritten>stopped writeFailed>stopped
  stopped: startRequested>preparing`;
const jobTable = `
  idle: planReceived>preparing stopRequested>idle
  preparing: preflightPassed>prepared preflightFailed>idle loadChanged>preparing stopRequested>idle failed>idle
  prepared: startReceived>spawning loadChanged>prepared stopRequested>idle failed>idle
  spawning: rampCompleted>running loadChanged>spawning stopRequested>draining failed>idle
  running: loadChanged>spawning stopRequested>draining failed>idle
  draining: drained>idle stopRequested>draining failed>idle`;
const linkTable = `
  disconnected: dialled>connecting gaveUp>ended leaving>ended
  connecting: opened>greeting closed>disconnected gaveUp>ended leaving>ended
  greeting: welcomed>joined closed>disconnected refusalReceived>refused goodbyeReceived>ended gaveUp>ended leaving>ended
  joined: closed>disconnected refusalReceived>refused goodbyeReceived>ended leaving>ended
  refused: closed>refused
  ended: closed>ended`;
const livenessTable = `
  alive: frameReceived>alive silenceElapsed>silent closed>silent leaseElapsed>lost exited>lost goodbye>left
  silent: frameReceived>alive silenceElapsed>silent closed>silent leaseElapsed>lost exited>lost goodbye>left
  lost: frameReceived>alive closed>lost exited>lost goodbye>left
  left: closed>left exited>left`;

type Expected = Map<string, Map<string, string>>;

function readTable(text: string): Expected {
  const rows = text
    .trim()
    .split("\n")
    .map((line): [string, Map<string, string>] => {
      const [state = "", pairs = ""] = line.trim().split(": ");
      return [state, new Map(pairs.split(" ").map((pair) => readPair(pair)))];
    });
  return new Map(rows);
}

function readPair(pair: string): [string, string] {
  const [event = "", next = ""] = pair.split(">");
  return [event, next];
}

/** What the machine answers to every pair, in the same form as the expected table. */
function answers<S extends string, E extends string>(machine: Machine<S, E>): Expected {
  const rows = machine.states.map((state): [string, Map<string, string>] => {
    const named = machine.events.flatMap((event): [string, string][] => {
      const next = machine.next(state, event);
      return next === null ? [] : [[event, next]];
    });
    return [state, new Map(named)];
  });
  return new Map(rows);
}

/** Random sequences of events: whatever comes, the state is one of the table, and final means final. */
function walk<S extends string, E extends string>(machine: Machine<S, E>): void {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...machine.events), { maxLength: 60 }), (events) => {
      let state = machine.initial;
      for (const event of events) {
        const next = machine.next(state, event) ?? state;
        expect(machine.isFinal(state) ? [state] : machine.states).toContain(next);
        state = next;
      }
    }),
  );
}

/** The states that can be reached from `from`. */
function reachable<S extends string, E extends string>(machine: Machine<S, E>, from: S): Set<S> {
  const found = new Set([from]);
  for (const state of found) {
    for (const event of machine.events) found.add(machine.next(state, event) ?? state);
  }
  return found;
}

describe("every state × event pair", () => {
  it("is answered as written here: run", () => {
    expect(answers(runMachine)).toEqual(readTable(runTable));
  });
  it("is answered as written here: job", () => {
    expect(answers(jobMachine)).toEqual(readTable(jobTable));
  });
  it("is answered as written here: link", () => {
    expect(answers(linkMachine)).toEqual(readTable(linkTable));
  });
  it("is answered as written here: liveness", () => {
    expect(answers(livenessMachine)).toEqual(readTable(livenessTable));
  });
});

describe("any sequence of events", () => {
  it("stays inside the table, and in a final state once there", () => {
    walk(runMachine);
    walk(jobMachine);
    walk(linkMachine);
    walk(livenessMachine);
    expect(runMachine.states.filter(runMachine.isFinal)).toEqual([]);
    expect(jobMachine.states.filter(jobMachine.isFinal)).toEqual([]);
    expect(linkMachine.states.filter(linkMachine.isFinal)).toEqual(["refused", "ended"]);
    expect(livenessMachine.states.filter(livenessMachine.isFinal)).toEqual(["left"]);
  });

  it("can reach every state from the first", () => {
    expect(reachable(runMachine, "ready").size).toBe(runMachine.states.length);
    expect(reachable(jobMachine, "idle").size).toBe(jobMachine.states.length);
    expect(reachable(linkMachine, "disconnected").size).toBe(linkMachine.states.length);
    expect(reachable(livenessMachine, "alive").size).toBe(livenessMachine.states.length);
  });

  it("can always bring a started run to its end, and a job back to idle", () => {
    for (const state of runMachine.states)
      expect(reachable(runMachine, state)).toContain("stopped");
    for (const state of jobMachine.states) expect(reachable(jobMachine, state)).toContain("idle");
  });
});
