// How master and workers find, trust and time each other.
import { processCount, wholeNumber } from "../kinds/number-kinds.ts";
import { text } from "../kinds/text-kinds.ts";
import { timeSpan, timeSpanOrOff } from "../kinds/time-span-kinds.ts";
import { option, optionalOption, type OptionWords } from "../option.ts";

const workerProcesses = processCount(1024);
const processesWords = {
  description: "Worker processes to start on this machine; -1 starts one per core.",
  group: "Cluster",
  unit: "processes",
  locust: true,
} satisfies OptionWords;

/** `--processes` of `gadfly run`; null: worked out from the machine. */
export const localProcessesOption = optionalOption(workerProcesses, {
  ...processesWords,
  defaultText: "cores less one, at least 1",
});

/** `--processes` of `gadfly worker`. */
export const workerProcessesOption = option(workerProcesses, { ...processesWords, default: 1 });

/** The lease, for whoever hands it out. */
export const leaseOptions = {
  leaseMs: option(timeSpan({ minMs: 1000, maxMs: 300_000 }), {
    description:
      "How long a worker goes on without word from the master, and how soon the master gives its users to others.",
    group: "Cluster",
    unit: "time span",
    default: "5s",
  }),
};

/** The shared secret of master and workers. */
export const tokenOptions = {
  token: optionalOption(text("TOKEN"), {
    description:
      "Secret that master and workers share, 16 or more characters. 'auto' on a master makes one and prints the worker command.",
    group: "Cluster",
    secret: true,
  }),
  tokenFile: optionalOption(text("FILE"), {
    description: "File that holds the token; keeps it out of the process list.",
    group: "Cluster",
  }),
};

/** Options of a master towards its workers. */
export const masterOptions = {
  masterBindHost: optionalOption(text("ADDRESS"), {
    description: "Address to listen on for workers; * is every interface.",
    group: "Cluster",
    defaultText: "127.0.0.1; with a token every interface",
    locust: true,
  }),
  masterBindPort: option(wholeNumber({ min: 0, max: 65_535, placeholder: "PORT" }), {
    description: "Port to listen on for workers; 0 takes a free one.",
    group: "Cluster",
    unit: "port",
    locust: true,
    default: 5557,
  }),
  expectWorkers: option(wholeNumber({ min: 1, max: 10_000 }), {
    description: "Start when this many workers have joined.",
    group: "Cluster",
    unit: "workers",
    locust: true,
    default: 1,
  }),
  expectWorkersMaxWaitMs: option(timeSpanOrOff({ zeroIsOff: true }), {
    description: "Give up when the expected workers have not joined by then; 0 waits for ever.",
    group: "Cluster",
    unit: "time span",
    locust: true,
    default: "300s",
  }),
};

/** Options of a worker towards its master. */
export const workerOptions = {
  masterHost: option(text("HOST"), {
    description: "Host of the master.",
    group: "Cluster",
    locust: "LOCUST_MASTER_NODE_HOST",
    moreVariables: ["GADFLY_MASTER"],
    default: "127.0.0.1",
  }),
  masterPort: option(wholeNumber({ min: 1, max: 65_535, placeholder: "PORT" }), {
    description: "Port of the master.",
    group: "Cluster",
    unit: "port",
    locust: "LOCUST_MASTER_NODE_PORT",
    default: 5557,
  }),
  masterWaitMs: option(timeSpanOrOff({ zeroIsOff: true }), {
    description: "How long to look for a master that was lost; off or 0 never gives up.",
    group: "Cluster",
    unit: "time span",
    default: "10m",
  }),
  name: optionalOption(text("NAME"), {
    description: "Name of this worker in tables and results.",
    group: "Cluster",
    defaultText: "the machine's name",
  }),
};
