// A small HTTP server on 127.0.0.1 that answers as a test says and remembers what it was asked.

import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** One request as it came in. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What to answer; a string is a body with status 200. */
export type Page =
  | string
  | {
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    };

/** Decides by the request. */
export type Answerer = (request: SeenRequest) => Page;

/** A running server; closes with `await using`. */
export interface PageServer extends AsyncDisposable {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
}

const notFound: Page = { status: 404, body: "nothing here" };

/** Answers by path and query; anything else is not found. */
export const byPath =
  (pages: Readonly<Record<string, Page>>): Answerer =>
  ({ url }) =>
    pages[url] ?? notFound;

/** An OpenAI-style list of models. */
export const modelList = (names: readonly string[], ownedBy?: string): string =>
  JSON.stringify({
    object: "list",
    data: names.map((id) => ({ id, object: "model", owned_by: ownedBy })),
  });

/** Starts a server. */
export async function servePages(answer: Answerer): Promise<PageServer> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    void text(request).then((body) => {
      const asked = { method, url, headers, body };
      seen.push(asked);
      const page = answer(asked);
      const full = typeof page === "string" ? { status: 200, body: page } : page;
      response.writeHead(full.status, { ...full.headers }).end(full.body ?? "");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A TCP server's address is one of host and port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
