// Which request goes where.

import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { createApis, type DialectChoice } from "../apis/api-table.ts";
import { createInfos, type Info } from "../apis/info-table.ts";
import type { Engine } from "../engine/generation.ts";
import { TruthRoute } from "../truth/truth-route.ts";
import { type CallPlace, toCallFacts, toCallPlace } from "./call-facts.ts";
import { CompletionRoute } from "./completion-route.ts";
import type { ConnectionCounts } from "./connections.ts";
import { answerError, answerJson } from "./json-answer.ts";
import { PathTable } from "./path-table.ts";
import { checkKey } from "./refusal.ts";

type Route = (request: IncomingMessage, response: ServerResponse, place: CallPlace) => void;
type Methods = Readonly<Record<string, Route>>;

const createTruthMethods = (engine: Engine, connections: ConnectionCounts): Methods => {
  const route = new TruthRoute(engine, connections);
  return {
    GET: (_, response, { query }) => route.show(new URLSearchParams(query).get("id"), response),
    DELETE: (_, response) => route.clear(response),
  };
};

const toInfoRoute =
  ({ config }: Engine, { contentType, isGuarded, toBody }: Info): Route =>
  (request, response, place) => {
    const facts = toCallFacts(request, place, config.modelName);
    const key = isGuarded ? config.apiKey : null;
    const refusal = checkKey(key, facts, ["authorization", "x-api-key", "x-goog-api-key"]);
    const headers = { "content-type": contentType };
    if (refusal === null) answerJson(response, 200, toBody(place.names), headers);
    else answerError(response, refusal.status, refusal.error);
  };

const toApiRoute =
  (route: CompletionRoute, choose: DialectChoice): Route =>
  (request, response, place) =>
    route.handle(choose, place, request, response);

const createTable = (engine: Engine, connections: ConnectionCounts): PathTable<Methods> => {
  const { config, server } = engine;
  const completionRoute = new CompletionRoute(engine);
  const createdAtS = Math.floor(Date.now() / 1000);
  const infos = createInfos({ ...config, server, createdAtS });
  const routes = new Map<string, Methods>();
  const add = (path: string, method: string, route: Route): void =>
    void routes.set(path, { ...routes.get(path), [method]: route });
  for (const [path, info] of infos) add(path, info.method, toInfoRoute(engine, info));
  for (const [path, choose] of createApis(server))
    add(path, "POST", toApiRoute(completionRoute, choose));
  routes.set("/__truth", createTruthMethods(engine, connections));
  return new PathTable(routes);
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
  const table = createTable(engine, connections);
  const serverHeaders = Object.entries(engine.server.headers);
  return (request, response) => {
    const { method = "" } = request;
    const place = toCallPlace(request);
    for (const [name, value] of serverHeaders) response.setHeader(name, value);
    const match = table.find(place.path);
    if (match === null) return refusePath(response, method, place.path);
    const route = match.value[method === "HEAD" ? "GET" : method];
    if (route === undefined) refuseMethod(response, method, Object.keys(match.value).join(", "));
    else route(request, response, { ...place, names: match.names });
  };
};
