// The operations of the table as routes of Fastify: bodies in, replies out, problems with their status.
import { createReadStream } from "node:fs";
import { isGadflyError } from "@gadfly/shared/errors/gadfly-error";
import type { Logger } from "@gadfly/shared/logging/logger";
import { operationRows } from "@gadfly/shared/web/api-table";
import type { Operation } from "@gadfly/shared/web/operation";
import {
  describeWebProblem,
  type WebProblem,
  type WebProblemCode,
  webProblems,
} from "@gadfly/shared/web/web-problem";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { RunDesk } from "./desk/run-desk.ts";
import { operateOn, type Reply } from "./operations.ts";

const isWebCode = (code: string): code is WebProblemCode => Object.hasOwn(webProblems, code);

/** Problems of options are the sender's. */
const statusOf = ([first]: readonly WebProblem[]): number =>
  first !== undefined && isWebCode(first.code) ? webProblems[first.code].status : 400;

/** Answers with what is wrong. */
export const sendProblems = (reply: FastifyReply, problems: readonly WebProblem[]): FastifyReply =>
  reply.code(statusOf(problems)).type("application/json; charset=utf-8").send({ problems });

const asDownload = (reply: FastifyReply, fileName: string): FastifyReply =>
  reply.header("content-disposition", `attachment; filename="${fileName}"`);

const mediaTypeOf = ({ reply }: Operation): string => {
  if (reply.kind === "json") return "application/json; charset=utf-8";
  return reply.mediaType === "text/csv" ? "text/csv; charset=utf-8" : reply.mediaType;
};

const send = (reply: FastifyReply, row: Operation, answer: Reply): FastifyReply => {
  if (answer.kind === "problems") return sendProblems(reply, answer.problems);
  void reply.type(mediaTypeOf(row)).header("cache-control", "no-store");
  if (answer.kind === "json") return reply.send(answer.body);
  if (answer.fileName !== undefined) void asDownload(reply, answer.fileName);
  return reply.send(answer.kind === "file" ? createReadStream(answer.path) : answer.body);
};

/** Fastify's own errors, by what they mean to the sender. */
const codeOf = ({ code, statusCode }: FastifyError): WebProblemCode => {
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") return "WEB_SIZE";
  if (code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return "WEB_TYPE";
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500
    ? "WEB_BODY"
    : "WEB_FAULT";
};

const answerErrors = (app: FastifyInstance, logger: Logger): void => {
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    if (isGadflyError(error)) {
      const { code, message, hint } = error;
      return sendProblems(reply, [{ code, sentence: message, hint }]);
    }
    const code = codeOf(error);
    if (code === "WEB_FAULT") logger.error(`The page's server: ${error.stack ?? error.message}`);
    return sendProblems(reply, [describeWebProblem(code)]);
  });
};

const answerUnknown = (app: FastifyInstance): void => {
  const known = new Set<string>(operationRows().map(([, { path }]) => path));
  app.setNotFoundHandler((request: FastifyRequest, reply) => {
    const [path = ""] = request.url.split("?");
    if (!known.has(path)) return sendProblems(reply, [describeWebProblem("WEB_PATH")]);
    const methods = operationRows().filter(([, row]) => row.path === path);
    const allowed = methods.flatMap(([, { method }]) =>
      method === "GET" ? ["GET", "HEAD"] : [method],
    );
    void reply.header("allow", allowed.join(", "));
    return sendProblems(reply, [describeWebProblem("WEB_METHOD")]);
  });
};

/** JSON, where nothing at all counts as no body; and forms, for Locust's paths. */
const readBodies = (app: FastifyInstance): void => {
  const parseJson = app.getDefaultJsonParser("error", "error");
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "") done(null, undefined);
    else void parseJson(request, body.toString(), done);
  });
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body.toString()))),
  );
};

const isForm = (request: FastifyRequest): boolean =>
  (request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");

/** What the operations work with. */
export interface OperationsSettings {
  readonly desk: RunDesk;
  /** null: there is no page to make a report of. */
  readonly pageFolder: string | null;
  readonly logger: Logger;
}

/** Registers every operation of the table. */
export const serveOperations = (app: FastifyInstance, settings: OperationsSettings): void => {
  const { desk, pageFolder, logger } = settings;
  readBodies(app);
  answerErrors(app, logger);
  answerUnknown(app);
  const operate = operateOn(desk, pageFolder);
  for (const [name, row] of operationRows())
    app.route({
      method: row.method,
      url: row.path,
      handler: async (request, reply) => {
        if (isForm(request) && row.takesForm !== true)
          return sendProblems(reply, [describeWebProblem("WEB_TYPE")]);
        return send(reply, row, await operate[name](request.body ?? undefined));
      },
    });
};
