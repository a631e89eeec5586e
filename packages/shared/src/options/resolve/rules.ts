// Rules that no single option can check. Each has a name, reads what it says, and changes nothing.
import { describeError } from "../../errors/error-text.ts";
import { isLoopbackHost } from "../bind-host.ts";
import { requestRules } from "./request-rules.ts";
import { isGiven, type Rule } from "./rule.ts";

/** A token shorter than this can be guessed. */
export const shortestToken = 16;

/** Every rule, in the order in which their problems are shown. */
export const rules: readonly Rule[] = [
  {
    name: "load that starts at once has a target",
    commands: ["run", "master"],
    reads: ["host", "users", "headless", "autostart"],
    shownAt: "host",
    check({ command, values }) {
      const startsAtOnce =
        command === "run" || values.users !== null || values.headless || values.autostart;
      const isMissing = startsAtOnce === true && values.host === null;
      return isMissing ? describeError("GF_TARGET_MISSING", {}) : null;
    },
  },
  {
    name: "a target is given once",
    commands: ["run", "master"],
    reads: ["host"],
    shownAt: "host",
    check({ values: { host } }) {
      const twice = host?.find((url, place) => host.indexOf(url) !== place);
      if (twice === undefined) return null;
      return describeError("GF_OPTION_CONFLICT", {
        first: `--host ${twice}`,
        second: `--host ${twice}`,
        reason: "it is the same target, and its two series would be one",
      });
    },
  },
  {
    name: "a spawn rate comes with a number of users",
    commands: ["run"],
    reads: ["users", "spawnRate"],
    shownAt: "users",
    check(given) {
      if (!isGiven(given, "spawnRate") || isGiven(given, "users")) return null;
      return describeError("GF_OPTION_NEEDS", {
        option: "--spawn-rate",
        needed: "--users",
        reason: "one user has no ramp",
      });
    },
  },
  {
    name: "a run time counted from the ramp is given",
    commands: ["run", "master"],
    reads: ["runTimeMs", "runTimeFrom"],
    shownAt: "runTimeMs",
    check({ values }) {
      if (values.runTimeFrom !== "ramp" || values.runTimeMs !== null) return null;
      return describeError("GF_OPTION_NEEDS", {
        option: "--run-time-from ramp",
        needed: "--run-time",
        reason: "there is no time limit to count",
      });
    },
  },
  {
    name: "a first token is waited for only in a stream",
    commands: ["run", "master"],
    reads: ["stream", "firstTokenTimeoutMs"],
    shownAt: "firstTokenTimeoutMs",
    check({ values }) {
      const limitMs = values.firstTokenTimeoutMs ?? null;
      if (values.stream !== false || limitMs === null) return null;
      return describeError("GF_OPTION_CONFLICT", {
        first: "--no-stream",
        second: "--first-token-timeout",
        reason: "an answer in one piece has no first token; --headers-timeout bounds its wait",
      });
    },
  },
  ...requestRules,
  {
    name: "tables are either asked for or refused",
    commands: ["run", "master"],
    reads: ["onlySummary", "printStats"],
    shownAt: "printStats",
    check({ values }) {
      if (values.onlySummary !== true || values.printStats !== true) return null;
      return describeError("GF_OPTION_CONFLICT", {
        first: "--only-summary",
        second: "--print-stats",
        reason: "one hides the table that the other asks for",
      });
    },
  },
  {
    name: "a full history has a file",
    commands: ["run", "master", "report"],
    reads: ["csv", "csvFullHistory"],
    shownAt: "csvFullHistory",
    check({ values }) {
      if (values.csvFullHistory !== true || typeof values.csv === "string") return null;
      return describeError("GF_OPTION_NEEDS", {
        option: "--csv-full-history",
        needed: "--csv",
        reason: "there is no history to write",
      });
    },
  },
  {
    name: "a sample of records has a file",
    commands: ["run", "master"],
    reads: ["records", "recordsSample"],
    shownAt: "recordsSample",
    check({ values }) {
      if (values.recordsSample === 1 || typeof values.records === "string") return null;
      return describeError("GF_OPTION_NEEDS", {
        option: "--records-sample",
        needed: "--records",
        reason: "no requests are written",
      });
    },
  },
  {
    name: "a live view is either asked for or refused",
    commands: ["run", "master"],
    reads: ["onlySummary", "liveView"],
    shownAt: "liveView",
    check({ values }) {
      if (values.onlySummary !== true || values.liveView !== true) return null;
      return describeError("GF_OPTION_CONFLICT", {
        first: "--only-summary",
        second: "--live-view",
        reason: "one hides what the other asks for",
      });
    },
  },
  {
    name: "a token is long enough",
    commands: ["master", "worker"],
    reads: ["token"],
    shownAt: "token",
    check({ command, values: { token }, origins }) {
      if (token === undefined || token === null || token.length >= shortestToken) return null;
      if (token === "auto" && command === "master") return null;
      const origin = origins["token"];
      return describeError("GF_TOKEN_TOO_SHORT", {
        source: origin?.kind === "environment" ? origin.name : "--token",
        length: token.length,
        minimum: shortestToken,
      });
    },
  },
  {
    name: "a web token is long enough",
    commands: ["run", "master"],
    reads: ["webToken"],
    shownAt: "webToken",
    check({ values: { webToken: token }, origins }) {
      if (token === undefined || token === null || token === "auto") return null;
      if (token.length >= shortestToken) return null;
      const origin = origins["webToken"];
      return describeError("GF_WEB_TOKEN_TOO_SHORT", {
        source: origin?.kind === "environment" ? origin.name : "--web-token",
        length: token.length,
        minimum: shortestToken,
      });
    },
  },
  {
    name: "the web token is another than the workers'",
    commands: ["master"],
    reads: ["token", "webToken"],
    shownAt: "webToken",
    check({ values: { token, webToken } }) {
      if (typeof token !== "string" || token === "auto" || token !== webToken) return null;
      return describeError("GF_OPTION_CONFLICT", {
        first: "this --token",
        second: "the same --web-token",
        reason: "whoever opens the page could then pose as a worker",
      });
    },
  },
  {
    name: "a page open to other machines has a token",
    commands: ["run", "master"],
    reads: ["webHost", "webToken", "webTokenFile"],
    shownAt: "webHost",
    check({ values: { webHost: host, webToken, webTokenFile } }) {
      if (typeof host !== "string" || isLoopbackHost(host)) return null;
      if (webToken !== null || webTokenFile !== null) return null;
      return describeError("GF_WEB_TOKEN_REQUIRED", { host });
    },
  },
  {
    name: "a master open to other machines has a token",
    commands: ["master"],
    reads: ["masterBindHost", "token", "tokenFile"],
    shownAt: "masterBindHost",
    check({ values: { masterBindHost: host, token, tokenFile } }) {
      if (typeof host !== "string" || isLoopbackHost(host)) return null;
      if (token !== null || tokenFile !== null) return null;
      return describeError("GF_TOKEN_REQUIRED", { option: "--master-bind-host", host });
    },
  },
  {
    name: "a worker of a master on another machine has a token",
    commands: ["worker"],
    reads: ["masterHost", "token", "tokenFile"],
    shownAt: "masterHost",
    check({ values: { masterHost: host, token, tokenFile } }) {
      if (host === undefined || isLoopbackHost(host)) return null;
      if (token !== null || tokenFile !== null) return null;
      return describeError("GF_TOKEN_REQUIRED", { option: "--master-host", host });
    },
  },
];
