// The program of a worker that another gadfly process has started on the same machine. Its settings
// come as one JSON line on stdin, so that the token is in no argument list and no environment. When
// stdin ends, the parent is gone, however it died, and so are we: no orphan, ever.
import { createLogger } from "@gadfly/shared/node/logger";
import { startWorker } from "@gadfly/worker/main";
import { z } from "zod";

/** What the parent sends. */
export const localWorkerSettings = z.object({
  masterHost: z.string(),
  masterPort: z.int(),
  token: z.string(),
  name: z.string(),
  masterWaitMs: z.number().nullable(),
  loglevel: z.string(),
  logfile: z.string().nullable(),
});
/** What the parent sends. */
export type LocalWorkerSettings = z.infer<typeof localWorkerSettings>;

const firstWaitMs = 300_000;

/** Runs until the link is over or the parent is gone. */
const runLocalWorker = async (settings: LocalWorkerSettings): Promise<void> => {
  const worker = startWorker({
    ...settings,
    redial: { firstWaitMs, masterWaitMs: settings.masterWaitMs ?? Number.POSITIVE_INFINITY },
    logger: createLogger({
      module: settings.name,
      level: settings.loglevel,
      file: settings.logfile,
    }),
  });
  process.once("SIGTERM", () => void worker.close("it was asked to end"));
  const end = await worker.ended;
  if (end.kind !== "goodbye") process.stderr.write(`${settings.name}: ${end.reason}\n`);
  process.exit(end.kind === "goodbye" ? 0 : 5);
};

/** Reads the settings and then watches stdin for the parent's end. */
const main = (): void => {
  // The terminal sends Ctrl-C to the whole group: the parent decides what it means.
  process.on("SIGINT", () => {});
  let text = "";
  let isStarted = false;
  process.stdin.setEncoding("utf8");
  process.stdin.on("data", (chunk: string) => {
    if (isStarted) return;
    text += chunk;
    const end = text.indexOf("\n");
    if (end < 0) return;
    isStarted = true;
    void runLocalWorker(localWorkerSettings.parse(JSON.parse(text.slice(0, end))));
  });
  process.stdin.on("end", () => process.exit(0));
};

main();
