import { expect, test } from "vitest";
import { workerCommands } from "./worker-commands.ts";

const program = { workersPort: 5557, workersNeedToken: false, takesOtherMachines: false };

test("gives no command where the program starts its own workers", () => {
  expect(workerCommands("127.0.0.1", { ...program, workersPort: null })).toBeNull();
});

test("without a token gives the command of this machine and what the master needs for others", () => {
  expect(workerCommands("127.0.0.1", program)).toEqual({
    here: "npx gadfly worker",
    elsewhere: null,
    masterNeeds: "--token auto --master-bind-host 0.0.0.0",
    hasToken: false,
  });
});

test("with a token names the master as the page knows it, or leaves the address to be filled in", () => {
  const open = { workersPort: 6000, workersNeedToken: true, takesOtherMachines: true };
  expect(workerCommands("10.0.0.5", open)?.elsewhere).toBe(
    "GADFLY_TOKEN=TOKEN npx gadfly worker --master-host 10.0.0.5 --master-port 6000",
  );
  expect(workerCommands("localhost", open)?.elsewhere).toContain("--master-host MASTER-ADDRESS");
});
