// State machines as tables. A machine only answers "what comes next?"; whoever asks does the work,
// logs the change, and refuses and logs an event that the table does not name.

/** What may happen in one state: a sentence about it, and the next state by event. */
export interface StateRow<S extends string, E extends string> {
  readonly about: string;
  readonly on: Readonly<Partial<Record<E, S>>>;
}

/** Every state's row. */
export type StateTable<S extends string, E extends string> = Readonly<Record<S, StateRow<S, E>>>;

/** A named table with its first state. */
export interface MachineDefinition<S extends string, E extends string> {
  readonly name: string;
  /** One sentence: whose states these are. */
  readonly about: string;
  readonly initial: S;
  readonly table: StateTable<S, E>;
}

/** A table that can be asked. */
export interface Machine<S extends string, E extends string> extends MachineDefinition<S, E> {
  readonly states: readonly S[];
  /** Every event that some state answers to, in order of appearance. */
  readonly events: readonly E[];
  /** The next state, or null: the event is refused here. */
  next(this: void, state: S, event: E): S | null;
  /** True for a state that is never left. */
  isFinal(this: void, state: S): boolean;
}

/** Makes a table askable. */
export function createMachine<S extends string, E extends string>(
  definition: MachineDefinition<S, E>,
): Machine<S, E> {
  const { table } = definition;
  const states = keysOf(table);
  const events = new Set(states.flatMap((state) => keysOf(table[state].on)));
  return {
    ...definition,
    states,
    events: [...events],
    next: (state, event) => table[state].on[event] ?? null,
    isFinal: (state) => keysOf(table[state].on).every((event) => table[state].on[event] === state),
  };
}

/** The table as a mermaid state diagram; events that lead the same way share an arrow. */
export function toMermaid<S extends string, E extends string>(machine: Machine<S, E>): string {
  const lines = ["stateDiagram-v2", `  [*] --> ${machine.initial}`];
  for (const state of machine.states) {
    const byTarget = new Map<S, E[]>();
    for (const event of keysOf(machine.table[state].on)) {
      const target = machine.next(state, event);
      if (target !== null) byTarget.set(target, [...(byTarget.get(target) ?? []), event]);
    }
    for (const [to, events] of byTarget) lines.push(`  ${state} --> ${to}: ${events.join(", ")}`);
    if (machine.isFinal(state)) lines.push(`  ${state} --> [*]`);
  }
  return lines.join("\n");
}

/** The keys of a table, as the type lists them. */
function keysOf<T extends object>(record: T): Extract<keyof T, string>[] {
  const keys: Extract<keyof T, string>[] = [];
  for (const key in record) if (Object.hasOwn(record, key)) keys.push(key);
  return keys;
}
