// What the master's web side answers when it does not do what it was asked: a code, a sentence, a remedy.
import { z } from "zod";

/** One reason why a request was not served. */
export const webProblem = z.object({
  code: z.string().describe("Stable name"),
  sentence: z.string().describe("What is wrong, and where"),
  hint: z.string().describe("What to do about it"),
  option: z
    .string()
    .exactOptional()
    .describe("Field of the start form at which it is shown; absent: it belongs to none"),
});
export type WebProblem = z.infer<typeof webProblem>;

/** The body of every answer from 400 on. */
export const problemReply = z.object({
  problems: z.array(webProblem).min(1).describe("Everything that was wrong with the request"),
});
export type ProblemReply = z.infer<typeof problemReply>;

/** Problems of the web side itself, with their HTTP status. Those of options have codes of their own. */
export const webProblems = {
  WEB_TOKEN: {
    status: 401,
    sentence: "This page needs its web token.",
    hint: "Open the address with ?token=… that the master printed, or send 'Authorization: Bearer TOKEN'.",
  },
  WEB_HOST: {
    status: 403,
    sentence: "The Host header of this request names no address of this page.",
    hint: "Open the page as http://127.0.0.1:PORT, or start the master with a web token to serve it under other names.",
  },
  WEB_ORIGIN: {
    status: 403,
    sentence: "This request comes from a page of another origin.",
    hint: "Use the page that the master itself serves.",
  },
  WEB_PATH: {
    status: 404,
    sentence: "There is nothing at this path.",
    hint: "docs/api.md and /api/openapi.json list every path.",
  },
  WEB_METHOD: {
    status: 405,
    sentence: "This path takes another method; whatever changes something takes POST only.",
    hint: "docs/api.md and /api/openapi.json list every path with its method.",
  },
  WEB_BODY: {
    status: 400,
    sentence: "The body of this request cannot be read as what its path takes.",
    hint: "docs/api.md and /api/openapi.json describe the body.",
  },
  WEB_TYPE: {
    status: 415,
    sentence: "A body of this type is not read here.",
    hint: "Send JSON as application/json; Locust's paths take a form as well.",
  },
  WEB_SIZE: {
    status: 413,
    sentence: "The body of this request is too large.",
    hint: "256 KB are enough for every path.",
  },
  WEB_REQUEST: {
    status: 400,
    sentence: "This request cannot be read: its address or its headers are malformed or too long.",
    hint: "docs/api.md and /api/openapi.json list every path.",
  },
  WEB_CROWD: {
    status: 503,
    sentence: "Too many pages watch this run already.",
    hint: "Close some of them.",
  },
  WEB_FAULT: {
    status: 500,
    sentence: "This is a bug in gadfly; the run goes on.",
    hint: "The log of the master says more. Please report it.",
  },
  RUN_ACTIVE: {
    status: 409,
    sentence: "A run is under way, and there is one at a time.",
    hint: "Stop it first, or change its users.",
  },
  RUN_ABSENT: {
    status: 409,
    sentence: "No run is under way.",
    hint: "Start one first.",
  },
  RUN_LAST: {
    status: 409,
    sentence: "This program ends with its run and starts no other.",
    hint: "Start it with --autostart, or as a master without -u, to start runs from the page.",
  },
  NO_RESULT: {
    status: 404,
    sentence: "There is no result: no run has begun.",
    hint: "Start one first.",
  },
  NO_PAGE: {
    status: 501,
    sentence: "No HTML report can be made: the page is not part of this build.",
    hint: "Run 'npm run build' in the folder of gadfly and start it again.",
  },
  NO_HISTORY: {
    status: 404,
    sentence: "There is no full history: no run has begun, or none is written.",
    hint: "Start the program with --csv PREFIX --csv-full-history.",
  },
  NO_JOURNAL: {
    status: 404,
    sentence: "There is no journal: no run has begun, or it was started with --no-save.",
    hint: "Start the program without --no-save.",
  },
} as const satisfies Record<string, { status: number; sentence: string; hint: string }>;

/** A code of the table. */
export type WebProblemCode = keyof typeof webProblems;

/** The problem of a code; `detail` is a sentence that takes the place of the table's. */
export const describeWebProblem = (code: WebProblemCode, detail?: string): WebProblem => {
  const { sentence, hint } = webProblems[code];
  return { code, sentence: detail ?? sentence, hint };
};
