// What servers tell about themselves: their models, their health, their names. Paths that only one
// server has are served whatever the simulator pretends to be.

import { toAsciiJson } from "./answer/json-text.ts";
import type { Server } from "./server.ts";

/** A small answer that needs no generation. */
export interface Info {
  readonly method: "GET" | "POST";
  readonly contentType: string;
  /** `names` are the named parts of the path. */
  readonly toBody: (names: Readonly<Record<string, string>>) => string;
  /** Wants the key where there is one. */
  readonly isGuarded: boolean;
}

/** What an info may tell. */
export interface InfoFacts {
  readonly server: Server;
  readonly modelName: string;
  readonly createdAtS: number;
  readonly contextTokens: number;
}

const jsonType = "application/json";

const toInfo = (toBody: Info["toBody"], changes: Partial<Info> = {}): Info => ({
  method: "GET",
  contentType: jsonType,
  isGuarded: false,
  toBody,
  ...changes,
});

const toPlainInfo = (text: string): Info => toInfo(() => text, { contentType: "text/plain" });
const toFixedInfo = (value: unknown): Info => {
  const body = JSON.stringify(value);
  return toInfo(() => body);
};

const toModelList = ({ server, modelName, createdAtS, contextTokens }: InfoFacts): string => {
  const card = {
    id: modelName,
    object: "model",
    created: server.ownedBy === null ? 0 : createdAtS,
    owned_by: server.ownedBy ?? modelName,
    root: modelName,
    parent: null,
    max_model_len: contextTokens,
  };
  return JSON.stringify({ object: "list", data: [card] }, null, server.indentation);
};

const toTags = ({ modelName }: InfoFacts): unknown => ({
  models: [{ name: modelName, model: modelName, size: 1, digest: "sim", details: {} }],
});

const toGeminiModels = ({ modelName }: InfoFacts): unknown => ({
  models: [
    {
      name: `models/${modelName}`,
      supportedGenerationMethods: ["generateContent", "streamGenerateContent"],
    },
  ],
});

const toTritonModel = (model: string): string =>
  `{"name":${toAsciiJson(model)},"versions":["1"],"platform":"ensemble",` +
  `"inputs":[{"name":"text_input","datatype":"BYTES","shape":[-1,1]},` +
  `{"name":"max_tokens","datatype":"INT32","shape":[-1,1]}],` +
  `"outputs":[{"name":"text_output","datatype":"BYTES","shape":[-1,1]}]}`;

const okPaths = [
  "/health",
  "/health_generate",
  "/health/readiness",
  "/health/liveliness",
  "/status",
];
const emptyPaths = [
  "/ping",
  "/readyz",
  "/livez",
  "/v2/health/ready",
  "/v2/health/live",
  "/v2/models/{model}/ready",
];

/** The infos of a server by path. */
export const createInfos = (facts: InfoFacts): ReadonlyMap<string, Info> => {
  const { modelName, contextTokens } = facts;
  const models = toModelList(facts);
  return new Map<string, Info>([
    ["/v1/models", toInfo(() => models, { isGuarded: true })],
    ["/v1beta/models", { ...toFixedInfo(toGeminiModels(facts)), isGuarded: true }],
    ["/api/tags", toFixedInfo(toTags(facts))],
    ["/api/version", toFixedInfo({ version: "0.0.0-simulator" })],
    ["/version", toFixedInfo({ version: "0.0.0-simulator" })],
    ["/info", toFixedInfo({ model_id: modelName, max_total_tokens: contextTokens })],
    ["/get_model_info", toFixedInfo({ model_path: modelName, is_generation: true })],
    ["/v2", toFixedInfo({ name: "triton", version: "0", extensions: ["generate"] })],
    ["/v2/models/{model}", toInfo(({ model = "" }) => toTritonModel(model))],
    [
      "/v2/repository/index",
      { ...toFixedInfo([{ name: modelName, version: "1", state: "READY" }]), method: "POST" },
    ],
    ["/", toPlainInfo("Ollama is running")],
    ...okPaths.map((path): [string, Info] => [path, toFixedInfo({ status: "ok" })]),
    ...emptyPaths.map((path): [string, Info] => [path, toPlainInfo("")]),
  ]);
};
