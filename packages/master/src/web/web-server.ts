// The web side of a master: page, API, live feed, metrics, on one port.
import type { IncomingMessage } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";
import type { Logger } from "@gadfly/shared/logging/logger";
import {
  describeWebProblem,
  webProblems,
  type WebProblemCode,
} from "@gadfly/shared/web/web-problem";
import { fastify, type FastifyInstance } from "fastify";
import type { RunDesk } from "./desk/run-desk.ts";
import { LiveFeed } from "./feed/live-feed.ts";
import { type Door, guardRequests, objectToUpgrade } from "./guard/guard-requests.ts";
import { WebToken } from "./guard/web-token.ts";
import { securityHeaders } from "./guard/security-headers.ts";
import { sendProblems, serveOperations } from "./serve-operations.ts";
import { servePage } from "./serve-page.ts";

/** What is served, where, and to whom. */
export interface WebServerSettings {
  readonly desk: RunDesk;
  /** null: every interface. */
  readonly host: string | null;
  /** 0: a free one. */
  readonly port: number;
  /** "" for none; then the host must be of this machine. */
  readonly token: string;
  /** The built page; null or a folder without index.html: a few plain words. */
  readonly pageFolder: string | null;
  readonly logger: Logger;
}

/** A server that listens. */
export interface WebServer {
  readonly port: number;
  /** Tells those who watch, and stops listening. */
  close(reason: string): Promise<void>;
}

const bodyLimitBytes = 256 * 1024;
/** For a request to arrive whole; nobody may keep a connection open by sending byte after byte. */
const requestTimeoutMs = 30_000;
/** Of a connection on which nothing moves in either direction, such as that of who does not read. */
const silenceMs = 60_000;
/** The workers' connections need file descriptors, too. */
const mostConnections = 512;

const reasons: Readonly<Record<number, string>> = {
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  503: "Service Unavailable",
};

/** An upgraded socket has no owner any more: its errors are ours to hear, its other half ours to end. */
const refuseUpgrade = (socket: Duplex, code: WebProblemCode): void => {
  const { status } = webProblems[code];
  socket.on("error", () => socket.destroy());
  const head = `HTTP/1.1 ${status} ${reasons[status] ?? "Refused"}\r\nconnection: close\r\n`;
  socket.end(`${head}x-gadfly-problem: ${code}\r\n\r\n`, () => socket.destroy());
};

/** What is no HTTP has no request that could be answered: the words go to the socket. */
const answerMalformed = (error: NodeJS.ErrnoException, socket: Socket): void => {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const isLong = error.code === "HPE_HEADER_OVERFLOW";
  const status = isLong ? "431 Request Header Fields Too Large" : "400 Bad Request";
  const body = JSON.stringify({ problems: [describeWebProblem("WEB_REQUEST")] });
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json; charset=utf-8\r\n`;
  const length = `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n`;
  socket.end(`${head}${length}${body}`, () => socket.destroy());
};

const serveFeed = (app: FastifyInstance, feed: LiveFeed, door: Door): void => {
  app.server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const objection = objectToUpgrade(door, request) ?? (feed.hasRoom ? null : "WEB_CROWD");
    if (objection === null) feed.accept(request, socket, head);
    else refuseUpgrade(socket, objection);
  });
};

const addressOf = (app: FastifyInstance): AddressInfo | null => {
  const address = app.server.address();
  return typeof address === "object" ? address : null;
};

const unserved = (settings: WebServerSettings, cause: unknown): unknown => {
  if (!(cause instanceof Error) || !("code" in cause)) return cause;
  const host = settings.host ?? "every interface";
  const { port } = settings;
  return cause.code === "EADDRINUSE"
    ? new GadflyError("GF_PORT_IN_USE", { host, port, option: "--web-port" }, { cause })
    : new GadflyError("GF_WEB_UNSERVED", { host, port, reason: cause.message }, { cause });
};

/** Without a host Node listens on every interface, also where there is no IPv6. */
const listen = (app: FastifyInstance, { host, port }: WebServerSettings): Promise<void> =>
  new Promise((resolve, reject) => {
    app.server.once("error", reject);
    app.server.listen({ port, ...(host === null ? {} : { host }) }, () => resolve());
  });

/** Starts to serve. */
export const startWebServer = async (settings: WebServerSettings): Promise<WebServer> => {
  const { desk } = settings;
  const app = fastify({
    logger: false,
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    connectionTimeout: silenceMs,
    forceCloseConnections: true,
    frameworkErrors: (_error, _request, reply) => {
      sendProblems(reply.headers(securityHeaders), [describeWebProblem("WEB_REQUEST")]);
    },
    clientErrorHandler: answerMalformed,
  });
  const door: Door = {
    token: new WebToken(settings.token),
    port: () => addressOf(app)?.port ?? settings.port,
  };
  app.server.maxConnections = mostConnections;
  guardRequests(app, door);
  serveOperations(app, settings);
  await servePage(app, settings.pageFolder);
  await app.ready();
  await listen(app, settings).catch((cause: unknown) => {
    throw unserved(settings, cause);
  });
  const feed = new LiveFeed(desk);
  serveFeed(app, feed, door);
  return {
    port: door.port(),
    close: async (reason) => {
      await feed.close(reason);
      const closed = new Promise((resolve) => app.server.close(resolve));
      app.server.closeAllConnections();
      await closed;
      await app.close();
    },
  };
};
