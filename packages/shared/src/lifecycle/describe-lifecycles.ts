// The lifecycles as a page of Markdown, drawn from the tables so that the picture cannot lie.
import { jobMachine } from "./job-machine.ts";
import { linkMachine } from "./link-machine.ts";
import { livenessMachine } from "./liveness-machine.ts";
import { type Machine, toMermaid } from "./machine.ts";
import { runMachine } from "./run-machine.ts";

/** Every lifecycle: a heading of level 3, a sentence, the diagram, and a sentence for each state. */
export function describeLifecyclesMarkdown(): string {
  const sections = [
    describeMachine(runMachine),
    describeMachine(jobMachine),
    describeMachine(linkMachine),
    describeMachine(livenessMachine),
  ];
  return `${sections.join("\n\n")}\n`;
}

function describeMachine<S extends string, E extends string>(machine: Machine<S, E>): string {
  const states = machine.states.map((state) => {
    const end = machine.isFinal(state) ? " Final." : "";
    return `- \`${state}\`: ${machine.table[state].about}${end}`;
  });
  return [
    `### ${machine.name}`,
    machine.about,
    `\`\`\`mermaid\n${toMermaid(machine)}\n\`\`\``,
    states.join("\n"),
  ].join("\n\n");
}
