// Which request goes where.

import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Engine } from "../engine/generation.ts";
import { chatCompletions } from "../openai/chat-completions.ts";
import { completions } from "../openai/completions.ts";
import type { Dialect } from "../openai/dialect.ts";
import { toModelList } from "../openai/model-list.ts";
import { TruthRoute } from "../truth/truth-route.ts";
import { CompletionRoute } from "./completion-route.ts";
import type { ConnectionCounts } from "./connections.ts";
import { answerError, answerJson } from "./json-answer.ts";
import { checkBearer } from "./refusal.ts";

type Route = (request: IncomingMessage, response: ServerResponse, query: string) => void;
type Routes = Readonly<Record<string, Readonly<Record<string, Route>>>>;

const createRoutes = (engine: Engine, connections: ConnectionCounts): Routes => {
  const completionRoute = new CompletionRoute(engine);
  const truthRoute = new TruthRoute(engine, connections);
  const { apiKey, modelName } = engine.config;
  const models = toModelList(modelName, Math.floor(Date.now() / 1000));
  const toCompletionRoute = (dialect: Dialect): Route => {
    return (request, response) => completionRoute.handle(dialect, request, response);
  };
  return {
    "/health": { GET: (_, response) => answerJson(response, 200, `{"status":"ok"}`) },
    "/v1/models": {
      GET: (request, response) => {
        const refusal = checkBearer(apiKey, request.headers.authorization);
        if (refusal === null) answerJson(response, 200, models);
        else answerError(response, refusal.status, refusal.error);
      },
    },
    "/__truth": {
      GET: (_, response, query) => truthRoute.show(new URLSearchParams(query).get("id"), response),
      DELETE: (_, response) => truthRoute.clear(response),
    },
    [chatCompletions.path]: { POST: toCompletionRoute(chatCompletions) },
    [completions.path]: { POST: toCompletionRoute(completions) },
  };
};

const refuseMethod = (response: ServerResponse, method: string, allowed: string): void => {
  const message = `The method ${method} is not allowed here, only ${allowed}`;
  answerError(response, 405, { message, type: "invalid_request_error" }, { allow: allowed });
};

const refusePath = (response: ServerResponse, method: string, path: string): void => {
  const message = `There is no ${method} ${path}`;
  answerError(response, 404, { message, type: "not_found_error" });
};

/** The function that answers each request of a server. */
export const createRouter = (engine: Engine, connections: ConnectionCounts): RequestListener => {
  const routes = new Map(Object.entries(createRoutes(engine, connections)));
  return (request, response) => {
    const { method = "", url = "/" } = request;
    const queryAt = url.includes("?") ? url.indexOf("?") : url.length;
    const path = url.slice(0, queryAt);
    const methods = routes.get(path);
    if (methods === undefined) return refusePath(response, method, path);
    const route = methods[method === "HEAD" ? "GET" : method];
    if (route === undefined) refuseMethod(response, method, Object.keys(methods).join(", "));
    else route(request, response, url.slice(queryAt + 1));
  };
};
