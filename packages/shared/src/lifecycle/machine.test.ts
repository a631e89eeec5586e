import { describe, expect, it } from "vitest";
import { createMachine, toMermaid } from "./machine.ts";

const door = createMachine<"open" | "shut" | "walled", "pushed" | "pulled" | "bricked" | "knocked">(
  {
    name: "Door",
    about: "A door.",
    initial: "open",
    table: {
      open: { about: "Open.", on: { pushed: "shut", pulled: "shut", bricked: "walled" } },
      shut: { about: "Shut.", on: { pulled: "open", knocked: "shut" } },
      walled: { about: "Gone.", on: { knocked: "walled" } },
    },
  },
);

describe("a machine", () => {
  it("says what comes next, and refuses what the table does not name", () => {
    expect(door.next("open", "pushed")).toBe("shut");
    expect(door.next("shut", "knocked")).toBe("shut");
    expect(door.next("shut", "bricked")).toBeNull();
  });

  it("lists states and events in the order of the table", () => {
    expect(door.states).toEqual(["open", "shut", "walled"]);
    expect(door.events).toEqual(["pushed", "pulled", "bricked", "knocked"]);
  });

  it("calls a state final when no event leaves it", () => {
    expect(door.states.filter(door.isFinal)).toEqual(["walled"]);
  });

  it("draws one arrow per pair of states, with all its events", () => {
    expect(toMermaid(door)).toBe(
      [
        "stateDiagram-v2",
        "  [*] --> open",
        "  open --> shut: pushed, pulled",
        "  open --> walled: bricked",
        "  shut --> open: pulled",
        "  shut --> shut: knocked",
        "  walled --> walled: knocked",
        "  walled --> [*]",
      ].join("\n"),
    );
  });
});
