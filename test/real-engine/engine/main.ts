// The server as a program: `main --model FILE --name NAME --slots N --context-size N`. It chooses a port of
// its own, says so on stdout, and ends with its stdin.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { parseArgs } from "node:util";
import type { EngineLog } from "./log-entry.ts";
import { errorDocument } from "./reply-format.ts";
import { TextEngine } from "./text-engine.ts";
import { sendJson } from "./text-reply.ts";
import { answerWithText, type Service } from "./text-route.ts";

const { values } = parseArgs({
  options: {
    model: { type: "string" },
    name: { type: "string", default: "model" },
    slots: { type: "string", default: "4" },
    "context-size": { type: "string", default: "1024" },
  },
});

const modelList = (name: string): object => ({
  object: "list",
  data: [{ id: name, object: "model", created: 0, owned_by: "gadfly-real-engine" }],
});

const currentLog = ({ engine, log }: Service): EngineLog => ({
  running: engine.slots.held,
  waiting: engine.slots.waiting,
  entries: log,
});

async function answer(
  service: Service,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const route = `${incoming.method ?? ""} ${incoming.url ?? ""}`;
  switch (route) {
    case "GET /health":
      return sendJson(response, 200, { status: "ok" });
    case "GET /v1/models":
      return sendJson(response, 200, modelList(service.modelName));
    case "GET /log":
      return sendJson(response, 200, currentLog(service));
    case "POST /v1/completions":
      return answerWithText(service, { path: "/v1/completions", incoming, response });
    case "POST /v1/chat/completions":
      return answerWithText(service, { path: "/v1/chat/completions", incoming, response });
    default:
      return sendJson(response, 404, errorDocument(`no ${route} here`, "not_found_error"));
  }
}

const { model = "", name: modelName, slots, "context-size": contextSize } = values;
const engine = await TextEngine.open({
  modelPath: model,
  slots: Number(slots),
  contextSize: Number(contextSize),
});
const service: Service = { engine, modelName, log: [] };
const server = createServer((incoming, response) => {
  answer(service, incoming, response).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    response.destroy();
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  process.stdout.write(`listening on http://127.0.0.1:${String(port)}\n`);
});
process.stdin.on("end", () => process.exit(0)).resume();
