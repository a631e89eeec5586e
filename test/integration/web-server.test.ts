// The web side over real sockets: who may come in, what is answered, and what is refused in which words.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { failuresCsv, statsCsv } from "@gadfly/master/reports/csv/csv-tables";
import { operationRows } from "@gadfly/shared/web/api-table";
import { locustReport } from "@gadfly/shared/web/locust-table";
import { problemReply, type WebProblemCode, webProblems } from "@gadfly/shared/web/web-problem";
import { describe, expect, it } from "vitest";
import { parseExposition } from "../support/parse-exposition.ts";
import {
  frameOf,
  intervalOf,
  ledgerOf,
  seriesOf,
  workerOf,
  workerRowOf,
} from "../support/snapshots.ts";
import { WebBench } from "../support/web-bench.ts";

const hostile = `<script>alert("1")</script>=cmd|' /C calc'!A0`;
const webToken = "a web token for tests";

/** A second in which a request succeeded and another failed, in a server's hostile words. */
const busySecond = [
  workerOf("a"),
  seriesOf(0, "ttlb"),
  seriesOf(1, "ttlb", "failed"),
  intervalOf(0, {
    histograms: [
      { id: 0, frame: frameOf([150_000]) },
      { id: 1, frame: frameOf([20_000]) },
    ],
    errors: [{ kind: "http_status", message: hostile, count: 1, firstSeenMs: 1, lastSeenMs: 2 }],
    workers: [workerRowOf("a", { ledger: ledgerOf(2, { succeeded: 1, failed: 1 }) })],
  }),
];

const codesIn = async (answer: Response): Promise<string[]> =>
  problemReply.parse(await answer.json()).problems.map(({ code }) => code);

const refused = async (answer: Response, code: WebProblemCode) => {
  expect(answer.status).toBe(webProblems[code].status);
  expect(await codesIn(answer)).toEqual([code]);
};

/** fetch lets nobody set Host. */
const statusWithHost = (bench: WebBench, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const headers = { host };
    httpRequest(bench.url("/api/status"), { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on("error", reject)
      .end();
  });

describe.concurrent("the door", () => {
  it("refuses what another site's page asks for, and does nothing", async () => {
    await using bench = await WebBench.start();
    const run = bench.begin();
    const origin = "http://evil.example";
    for (const path of ["/api/run/stop", "/stop", "/swarm", "/stats/reset", "/api/run/load"])
      await refused(await bench.post(path, { users: 1 }, { origin }), "WEB_ORIGIN");
    const form = { "content-type": "text/plain", origin: "null" };
    await refused(await bench.ask("/stop", { method: "POST", headers: form }), "WEB_ORIGIN");
    expect(run.asked).toEqual([]);
    expect(
      (await bench.post("/api/run/stop", {}, { origin: bench.url().slice(0, -1) })).status,
    ).toBe(200);
    expect(run.asked).toEqual(["stop"]);
  });

  it("refuses a name that was rebound to us", async () => {
    await using bench = await WebBench.start();
    expect(await statusWithHost(bench, `evil.example:${bench.port}`)).toBe(403);
    expect(await statusWithHost(bench, `localhost:${bench.port}`)).toBe(200);
  });

  it("wants the token on every path but /health", async () => {
    await using bench = await WebBench.start({ token: webToken });
    for (const [, { method, path, isOpen }] of operationRows()) {
      const wrong = { authorization: "Bearer not the web token" };
      for (const headers of [{}, wrong]) {
        const { status } = await bench.ask(path, { method, headers });
        expect([path, status]).toEqual([path, isOpen === true ? 200 : 401]);
      }
    }
    const right = { authorization: `Bearer ${webToken}` };
    expect((await bench.ask("/api/status", { headers: right })).status).toBe(401);
  });

  it("lets a browser in that has opened the address with the token once", async () => {
    const token = "0123456789abcdefghij";
    await using bench = await WebBench.start({ token });
    const stranger = await bench.ask("/?token=0123456789abcdefghiX");
    expect(stranger.status).toBe(401);
    expect(await stranger.text()).toContain("web token is missing");
    const opened = await bench.ask(`/?token=${token}`);
    expect([opened.status, opened.headers.get("location")]).toEqual([303, "/"]);
    const [cookie = ""] = (opened.headers.get("set-cookie") ?? "").split(";");
    expect((await bench.ask("/api/status", { headers: { cookie } })).status).toBe(200);
    const bearer = { authorization: `Bearer ${token}` };
    expect((await bench.ask("/api/status", { headers: bearer })).status).toBe(200);
    // A cookie is no leave for another site's page.
    const foreign = { cookie, origin: "http://evil.example" };
    await refused(await bench.post("/api/run/stop", {}, foreign), "WEB_ORIGIN");
  });

  it("changes nothing by GET", async () => {
    await using bench = await WebBench.start();
    const run = bench.begin();
    for (const [, { method, path }] of operationRows()) {
      if (method !== "POST") continue;
      const answer = await bench.ask(path);
      expect(answer.headers.get("allow")).toBe("POST");
      await refused(answer, "WEB_METHOD");
    }
    await refused(await bench.ask("/no/such/path"), "WEB_PATH");
    expect(run.asked).toEqual([]);
  });
});

/** What nobody's HTTP library would send. */
const askRaw = (bench: WebBench, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(bench.port, "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.on("data", (bytes) => (answer += bytes.toString()));
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });

describe.concurrent("a request that is none", () => {
  const host = "host: 127.0.0.1";
  it.each([
    { what: "an address that is no text", text: `GET /%ff HTTP/1.1\r\n${host}`, status: 400 },
    { what: "no HTTP", text: "HELLO", status: 400 },
    {
      what: "two lengths",
      text: `POST /stop HTTP/1.1\r\n${host}\r\ncontent-length: 1\r\ntransfer-encoding: chunked`,
      status: 400,
    },
    {
      what: "endless headers",
      text: `GET / HTTP/1.1\r\n${host}\r\nx: ${"y".repeat(20_000)}`,
      status: 431,
    },
  ])("is refused in a sentence: $what", async ({ text, status }) => {
    await using bench = await WebBench.start();
    const [head = "", body = ""] = (
      await askRaw(bench, `${text}\r\nconnection: close\r\n\r\n`)
    ).split("\r\n\r\n");
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    const { problems } = problemReply.parse(JSON.parse(body));
    expect(problems.map(({ code }) => code)).toEqual(["WEB_REQUEST"]);
  });

  it("is told which methods a path takes", async () => {
    await using bench = await WebBench.start();
    const answer = await bench.ask("/api/status", { method: "DELETE" });
    expect(answer.headers.get("allow")).toBe("GET, HEAD");
    const head = await bench.ask("/api/status", { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });
});

describe.concurrent("bodies that are not what they should be", () => {
  it.each([
    { what: "text that is no JSON", body: "{", type: "application/json", code: "WEB_BODY" },
    { what: "a list", body: "[1]", type: "application/json", code: "WEB_BODY" },
    { what: "another type", body: "users=1", type: "text/xml", code: "WEB_TYPE" },
    {
      what: "a form",
      body: "users=1",
      type: "application/x-www-form-urlencoded",
      code: "WEB_TYPE",
    },
    {
      what: "too much",
      body: `{"users": ${"1".repeat(300_000)}}`,
      type: "application/json",
      code: "WEB_SIZE",
    },
    {
      what: "a prototype",
      body: '{"__proto__": {"users": 1}}',
      type: "application/json",
      code: "WEB_BODY",
    },
    { what: "nothing", body: "", type: "application/json", code: "WEB_BODY" },
    {
      what: "another key",
      body: '{"users": 1, "hots": 2}',
      type: "application/json",
      code: "WEB_BODY",
    },
    { what: "no user", body: '{"users": 0}', type: "application/json", code: "WEB_BODY" },
    { what: "part of a user", body: '{"users": 1.5}', type: "application/json", code: "WEB_BODY" },
    {
      what: "text for a number",
      body: '{"spawnRate": "fast"}',
      type: "application/json",
      code: "WEB_BODY",
    },
    { what: "neither", body: "{}", type: "application/json", code: "WEB_BODY" },
  ] as const)("$what is refused in a sentence", async ({ body, type, code }) => {
    await using bench = await WebBench.start();
    const run = bench.begin();
    const headers = { "content-type": type };
    const answer = await bench.ask("/api/run/load", { method: "POST", headers, body });
    await refused(answer, code);
    expect(run.asked).toEqual([]);
  });

  it("Locust's start with text for a number is no fault of ours", async () => {
    await using bench = await WebBench.start();
    const body = new URLSearchParams({ user_count: "many", spawn_rate: "1" });
    const answer = await bench.ask("/swarm", { method: "POST", body });
    expect(answer.status).toBe(400);
    const [problem] = problemReply.parse(await answer.json()).problems;
    expect(problem?.sentence).toMatch(/^'user_count': /);
  });
});

describe.concurrent("every operation", () => {
  it("answers in the shape of its schema, before, during and after a run", async () => {
    await using bench = await WebBench.start();
    const askAll = async (): Promise<string[]> => {
      const wrong: string[] = [];
      for (const [name, row] of operationRows()) {
        if (row.method !== "GET") continue;
        const answer = await bench.ask(row.path);
        const text = await answer.text();
        if (answer.status !== 200) {
          problemReply.parse(JSON.parse(text));
          wrong.push(name);
        } else if (row.reply.kind === "json") row.reply.schema.parse(JSON.parse(text));
      }
      return wrong.toSorted();
    };
    const ofPages = ["readReport", "readStatsReport"];
    const ofRuns = ["readResult", "readResultCsv", ...ofPages];
    const ofFiles = ["readJournal", "readFullHistoryCsv"];
    expect(await askAll()).toEqual([...ofRuns, ...ofFiles].toSorted());
    bench.begin("run-1", ...busySecond);
    expect(await askAll()).toEqual([...ofPages, ...ofFiles].toSorted());
    bench.desk.ended();
    expect(await askAll()).toEqual([...ofPages, ...ofFiles].toSorted());
    await bench.post("/api/run/clear");
    expect(await askAll()).toEqual([...ofRuns, ...ofFiles].toSorted());
  });

  it("says data and no markup, whatever servers call themselves", async () => {
    await using bench = await WebBench.start();
    bench.begin("run-1", ...busySecond);
    for (const [, { path, method }] of operationRows()) {
      if (method !== "GET") continue;
      const answer = await bench.ask(path);
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("content-type")).not.toContain("html");
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    }
    expect(await (await bench.ask("/stats/failures/csv")).text()).toContain(
      '"http_status: <script>',
    );
    parseExposition(await (await bench.ask("/metrics")).text());
  });
});

const textOf = (answer: Response): Promise<string> => answer.text();

describe.concurrent("Locust's paths", () => {
  it("answer what Locust's own clients read", async () => {
    await using bench = await WebBench.start();
    expect(await (await bench.ask("/worker-count")).json()).toEqual({ worker_count: 1 });
    expect(await (await bench.ask("/tasks")).json()).toEqual({ per_class: {}, total: {} });
    bench.begin("run-1", ...busySecond);
    const report = locustReport.parse(await (await bench.ask("/stats/requests")).json());
    const name = "/v1/chat/completions";
    expect(report.stats).toMatchObject([
      { method: "POST", name, num_requests: 2, num_failures: 1, median_response_time: 150 },
      { method: "", name: "Aggregated", num_requests: 2, "response_time_percentile_0.95": 150 },
    ]);
    expect(report).toMatchObject({ fail_ratio: 0.5, worker_count: 1, state: "running" });
    expect(report.errors).toMatchObject([
      { method: "POST", name, occurrences: 1, error: `http_status: ${hostile}` },
    ]);
    expect(await (await bench.ask("/tasks")).json()).toMatchObject({
      total: { User: { ratio: 1, tasks: { [`POST ${name}`]: { ratio: 1 } } } },
    });
  });

  it("give the tables of --csv, and the exceptions with the workers that they are of", async () => {
    await using bench = await WebBench.start();
    const lost = {
      type: "event" as const,
      t: 1,
      kind: "workerLost",
      text: "a is lost",
      worker: "a",
    };
    expect(await textOf(await bench.ask("/stats/requests/csv"))).toMatch(/^Type,Name,.*\r\n$/);
    const { model } = bench.begin("run-1", ...busySecond, lost);
    expect(await textOf(await bench.ask("/stats/requests/csv"))).toBe(statsCsv(model));
    expect(await textOf(await bench.ask("/stats/failures/csv"))).toBe(failuresCsv(model));
    expect(await textOf(await bench.ask("/exceptions/csv"))).toContain("1,a is lost,,a-name\r\n");
    expect(await (await bench.ask("/exceptions")).json()).toEqual({
      exceptions: [{ count: 1, msg: "a is lost", traceback: "", nodes: "a-name" }],
    });
    await refused(await bench.ask("/stats/requests_full_history/csv"), "NO_HISTORY");
  });
});

describe.concurrent("a run", () => {
  it("is changed, reset and stopped by POST", async () => {
    await using bench = await WebBench.start();
    await refused(await bench.post("/api/run/stop"), "RUN_ABSENT");
    const run = bench.begin();
    const changed = await bench.post("/api/run/load", { users: 7, spawnRate: 2.5 });
    expect(await changed.json()).toMatchObject({ targetUsers: 7, spawnRate: 2.5 });
    await bench.post("/api/run/reset");
    await bench.post("/api/run/stop");
    await bench.ask("/swarm", { method: "POST", body: new URLSearchParams({ user_count: "9" }) });
    await bench.ask("/stats/reset", { method: "POST" });
    await bench.ask("/stop", { method: "POST" });
    expect(run.asked).toEqual(["load 7 2.5", "reset", "stop", "load 9 2.5", "reset", "stop"]);
  });

  it("begins when somebody asks, and not twice", async () => {
    await using bench = await WebBench.start();
    const next = bench.desk.nextStart(10_000);
    expect(await codesIn(await bench.post("/api/run/start", {}))).toEqual(["GF_TARGET_MISSING"]);
    const checked = await bench.post("/api/run/check", { host: "http://h" });
    expect(await checked.json()).toEqual({
      commandLine: "gadfly master -H http://h",
      notes: [],
      problems: [],
    });
    const doubted = await bench.post("/api/run/check", {});
    expect([doubted.status, await doubted.json()]).toMatchObject([
      200,
      { commandLine: null, problems: [{ code: "GF_TARGET_MISSING" }] },
    ]);
    const body = { host: "http://h" };
    const started = await bench.post("/api/run/start", body);
    expect(await started.json()).toMatchObject({ runId: "of-a-start" });
    expect((await next)?.plan.runId).toBe("of-a-start");
    bench.begin();
    await refused(await bench.post("/api/run/start", body), "RUN_ACTIVE");
    await refused(await bench.post("/api/run/clear"), "RUN_ACTIVE");
    bench.desk.ended();
    expect((await bench.post("/api/run/start", body)).status).toBe(200);
  });

  it("waits for the files of the one before, which might have the same names", async () => {
    await using bench = await WebBench.start();
    bench.begin();
    bench.desk.measured();
    expect(bench.desk.status).toMatchObject({ state: "finalizing", canStart: false, users: 0 });
    await refused(await bench.post("/api/run/start", { host: "http://h" }), "RUN_ACTIVE");
    await refused(await bench.post("/api/run/stop"), "RUN_ABSENT");
    bench.desk.ended();
    expect(bench.desk.status).toMatchObject({ state: "stopped", canStart: true });
  });

  it("does not begin from a page whose program ends with its run", async () => {
    await using bench = await WebBench.start({ takesStarts: false });
    const answer = await bench.post("/api/run/start", { host: "http://h" });
    await refused(answer, "RUN_LAST");
    expect(bench.desk.status.state).toBe("idle");
  });
});

describe("the page", () => {
  it("is the folder of static files where there is one, and nothing outside it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "gadfly-page-"));
    const pageFolder = join(folder, "page");
    await mkdir(pageFolder);
    await writeFile(join(pageFolder, "index.html"), "<p>the page</p>");
    await writeFile(join(folder, "outside.txt"), "outside");
    await using bench = await WebBench.start({ pageFolder });
    expect(await (await bench.ask("/")).text()).toBe("<p>the page</p>");
    expect((await bench.ask("/..%2foutside.txt")).status).toBe(404);
    expect((await bench.ask("/api/status")).status).toBe(200);
    await rm(folder, { recursive: true });
  });

  it("is a few plain words where it was not built", async () => {
    await using bench = await WebBench.start({ pageFolder: "/nowhere" });
    const answer = await bench.ask("/");
    expect(answer.headers.get("content-type")).toContain("text/html");
    expect(await answer.text()).toContain("docs/api.md");
  });
});
