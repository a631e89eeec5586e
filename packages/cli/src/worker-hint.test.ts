import { hostname } from "node:os";
import { expect, it } from "vitest";
import { describeWorkerStart, type MasterPlace } from "./worker-hint.ts";

const open: MasterPlace = {
  host: "127.0.0.1",
  port: 5557,
  given: { token: null, tokenFile: null },
  madeToken: null,
};

it("is the bare command on this machine, and says what other machines need", () => {
  const text = describeWorkerStart(open);
  expect(text).toMatch(
    /^Start workers with this command, on this machine:\n {2}npx gadfly worker\n/,
  );
  expect(text).toMatch(
    /other machines give the master a token \(--token auto\).*--master-bind-host/,
  );
});

it("names a port that is not the usual one", () => {
  expect(describeWorkerStart({ ...open, port: 6000 })).toContain(
    "gadfly worker --master-port 6000\n",
  );
});

it("shows a token that was made, and names this machine for others", () => {
  const given = { token: "auto", tokenFile: null };
  expect(describeWorkerStart({ ...open, host: null, given, madeToken: "abc" })).toBe(
    `Start workers with this command, on this or other machines:\n  GADFLY_TOKEN=abc npx gadfly worker --master-host ${hostname()}\n`,
  );
});

it("names the file of a token, and never shows one that somebody chose", () => {
  const file = { token: null, tokenFile: "my token" };
  expect(describeWorkerStart({ ...open, host: "10.0.0.5", given: file })).toContain(
    "  npx gadfly worker --master-host 10.0.0.5 --token-file 'my token'\n",
  );
  const chosen = { token: "0123456789abcdef", tokenFile: null };
  const text = describeWorkerStart({ ...open, given: chosen });
  expect(text).toContain("  GADFLY_TOKEN=TOKEN npx gadfly worker\n");
  expect(text).toContain("leave out --master-bind-host");
});
