import { describe, expect, test } from "vitest";
import { commandNames, optionsOf } from "@gadfly/shared/options/command-options";
import { flagName } from "@gadfly/shared/options/option-names";
import { commandTable } from "../command-table.ts";
import { parseArgv } from "../options/parse-argv.ts";
import { describeCommand } from "./command-help.ts";
import { describeProgram } from "./general-help.ts";

describe("help of a command", () => {
  test.each(commandNames)("%s lists every option and ends with the exit codes", async (command) => {
    const help = await describeCommand(command, 200);
    for (const [key, option] of Object.entries(optionsOf(command))) {
      const flag = flagName(key, option);
      const short = option.alias === undefined ? "" : `-${option.alias}, `;
      expect(help).toMatch(new RegExp(String.raw`^ +${short}--(no-)?${flag}\b`, "m"));
    }
    for (const [line] of commandTable[command].examples) expect(help).toContain(line);
    expect(help).toContain(commandTable[command].summary);
    expect(help.trimEnd()).toMatch(/everything went well$/);
  });

  test("groups the options and tells units, ranges and defaults", async () => {
    const help = await describeCommand("run", 200);
    for (const group of ["Target:", "Load:", "Request:", "Timeouts:", "Cluster:", "Results:"]) {
      expect(help).toContain(`\n${group}\n`);
    }
    expect(help.replaceAll(/\s+/g, " ")).toContain("(users, 1 to 100000) [default: 1]");
    expect(help).toContain("[default: the only model that the server lists]");
  });

  test("names the values to choose from, and of many where the others are", async () => {
    const help = (await describeCommand("run", 100)).replaceAll(/\s+/g, " ");
    expect(help).toContain("(per-user, pooled, per-request) [default: per-user]");
    expect(help).toMatch(/\(auto, (?:[\w-]+, ){10}[\w-]+ and \d+ more: docs\/providers\.md\)/);
    expect(help).toMatch(/\(openai-chat, [^)]+ and \d+ more: docs\/providers\.md\)/);
  });

  test("shows how shares with a time and ends of a request are written", async () => {
    const help = (await describeCommand("run", 100)).replaceAll(/\s+/g, " ");
    expect(help).toContain("0.5/30s, or 0.5 alone for the last 10 s");
    expect(help).toContain("('20 tokens'), or after some time (500ms, 2s)");
  });

  test("names only the exit codes that the command gives", async () => {
    const codesOf = async (command: "run" | "report" | "compare" | "worker") =>
      [...(await describeCommand(command, 200)).matchAll(/^ +(\d+) {2}\w/gm)].map(
        ([, code]) => code,
      );
    expect(await codesOf("report")).toEqual(["70", "2", "0"]);
    expect(await codesOf("compare")).toEqual(["70", "2", "3", "0"]);
    expect(await codesOf("worker")).toEqual(["70", "2", "5", "0"]);
    expect(await codesOf("run")).toHaveLength(9);
  });

  test("fits a narrow terminal", async () => {
    const help = await describeCommand("worker", 80);
    const options = help.slice(0, help.indexOf("Examples:"));
    for (const line of options.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  test.each(commandNames)("%s shows examples whose flags exist", (command) => {
    const flags = Object.entries(optionsOf(command)).map(([key, option]) => flagName(key, option));
    for (const [line] of commandTable[command].examples) {
      const [npx, program, name, ...rest] = line.replace(/ > .*/, "").split(" ");
      expect([npx, program, name]).toEqual(["npx", "gadfly", command]);
      expect(flags).toEqual(expect.arrayContaining(Object.keys(parseArgv(command, rest).flags)));
    }
  });
});

test("the help of the program lists every command and the exit codes", () => {
  const help = describeProgram();
  for (const command of commandNames) expect(help).toContain(`  ${command}`);
  expect(help).toContain("Exit codes");
});
