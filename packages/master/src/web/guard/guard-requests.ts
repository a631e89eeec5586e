// The door: whoever may not come in is told so before anything else is looked at.
import type { IncomingMessage } from "node:http";
import { operationRows } from "@gadfly/shared/web/api-table";
import { feedPath } from "@gadfly/shared/web/feed-address";
import { describeWebProblem, type WebProblemCode } from "@gadfly/shared/web/web-problem";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { tokenPage } from "../page/plain-page.ts";
import { sendProblems } from "../serve-operations.ts";
import { hasOwnHost, hasOwnOrigin } from "./check-request.ts";
import { securityHeaders } from "./security-headers.ts";
import type { WebToken } from "./web-token.ts";

const openPaths = new Set<string>(
  operationRows().flatMap(([, { path, isOpen }]) => (isOpen === true ? [path] : [])),
);

/** The door of one server. */
export interface Door {
  readonly token: WebToken;
  /** The port that is listened on; known only once it is. */
  readonly port: () => number;
}

const pathOf = (url: string | undefined): string => (url ?? "").split("?")[0] ?? "";

const tokenIn = (url: string | undefined): string | null =>
  new URLSearchParams((url ?? "").split("?")[1] ?? "").get("token");

/** Why a request may not come in, or null. */
const findObjection = (
  { token, port }: Door,
  request: IncomingMessage,
  isUpgrade: boolean,
): WebProblemCode | null => {
  const { headers, method = "GET" } = request;
  // A health check of a container or a balancer calls us what it likes.
  if (openPaths.has(pathOf(request.url))) return null;
  if (!hasOwnHost(headers, token.isSet)) return "WEB_HOST";
  if (!hasOwnOrigin({ method, headers, isUpgrade })) return "WEB_ORIGIN";
  return token.admits(headers, port()) ? null : "WEB_TOKEN";
};

/** Why an upgrade to WebSocket may not be made, or null. A program may give its token in the address. */
export const objectToUpgrade = (door: Door, request: IncomingMessage): WebProblemCode | null => {
  if (pathOf(request.url) !== feedPath) return "WEB_PATH";
  const objection = findObjection(door, request, true);
  const given = tokenIn(request.url);
  const hasShown = objection === "WEB_TOKEN" && given !== null && door.token.matches(given);
  return hasShown ? null : objection;
};

/** Opening the address with the token in it once lets a browser in. */
const letIn = (door: Door, request: FastifyRequest, reply: FastifyReply): boolean => {
  const given = tokenIn(request.url);
  if (pathOf(request.url) !== "/" || request.method !== "GET" || given === null) return false;
  if (!door.token.matches(given)) return false;
  void reply.header("set-cookie", door.token.cookie(door.port())).redirect("/", 303);
  return true;
};

/** Looks at every request first, and gives every answer its headers. */
export const guardRequests = (app: FastifyInstance, door: Door): void => {
  app.addHook("onRequest", async (request, reply) => {
    void reply.headers(securityHeaders);
    const objection = findObjection(door, request.raw, false);
    if (objection !== "WEB_HOST" && letIn(door, request, reply)) return reply;
    if (objection === null) return undefined;
    if (objection === "WEB_TOKEN" && pathOf(request.url) === "/")
      return reply.code(401).type("text/html; charset=utf-8").send(tokenPage);
    if (objection === "WEB_TOKEN") void reply.header("www-authenticate", 'Bearer realm="gadfly"');
    return sendProblems(reply, [describeWebProblem(objection)]);
  });
};
