// The page: a folder of static files where there is one, else a few plain words.
import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { plainPage } from "./page/plain-page.ts";

/** Files whose names hold their content's hash never change. */
const isHashed = (path: string): boolean => /[/\\]assets[/\\]/.test(path);

/** Serves the folder's files under "/". */
export const servePage = async (app: FastifyInstance, folder: string | null): Promise<void> => {
  if (folder === null || !existsSync(join(folder, "index.html"))) {
    app.get("/", (_request, reply) =>
      reply.type("text/html; charset=utf-8").header("cache-control", "no-store").send(plainPage),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const cache = isHashed(path) ? "public, max-age=31536000, immutable" : "no-cache";
      void reply.header("cache-control", cache);
    },
  });
};
