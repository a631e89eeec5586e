// docs/openapi.json, and what GET /api/openapi.json answers: the table of operations as OpenAPI 3.1.
import { z } from "zod";
import { operationRows } from "../api-table.ts";
import type { Operation, ReplyBody } from "../operation.ts";
import { problemReply } from "../web-problem.ts";

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: "input" | "output"): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
};

const replyOf = (reply: ReplyBody): Json =>
  reply.kind === "json"
    ? {
        description: "Done",
        content: { "application/json": { schema: schemaOf(reply.schema, "output") } },
      }
    : {
        description: reply.says,
        content: { [reply.mediaType]: { schema: { type: "string" } } },
      };

const bodyOf = ({ body, takesForm }: Operation): Json => {
  if (body === undefined) return {};
  const content = { schema: schemaOf(body, "input") };
  const form = takesForm === true ? { "application/x-www-form-urlencoded": content } : {};
  return {
    requestBody: {
      required: !body.safeParse(undefined).success,
      content: { "application/json": content, ...form },
    },
  };
};

const toOperation = (name: string, row: Operation): Json => ({
  operationId: name,
  tags: [row.group],
  summary: row.summary,
  ...(row.isOpen === true ? { security: [] } : {}),
  ...bodyOf(row),
  responses: {
    "200": replyOf(row.reply),
    default: {
      description: "Not done; the body says why",
      content: { "application/json": { schema: { $ref: "#/components/schemas/Problems" } } },
    },
  },
});

const pathsOf = (): Json => {
  const paths: Record<string, Json> = {};
  for (const [name, row] of operationRows())
    paths[row.path] = { ...paths[row.path], [row.method.toLowerCase()]: toOperation(name, row) };
  return paths;
};

/** The whole document. */
export const openApiDocument = (version: string): Json => ({
  openapi: "3.1.0",
  info: {
    title: "gadfly master",
    version,
    description: "The web side of a gadfly master. Whatever changes something takes POST only.",
    license: { name: "Apache-2.0", identifier: "Apache-2.0" },
  },
  servers: [{ url: "http://127.0.0.1:8089" }],
  security: [{}, { token: [] }],
  paths: pathsOf(),
  components: {
    schemas: { Problems: schemaOf(problemReply, "output") },
    securitySchemes: {
      token: { type: "http", scheme: "bearer", description: "The web token, where one is set" },
    },
  },
});
