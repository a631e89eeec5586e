// Reads a request body into one text.

import type { IncomingMessage } from "node:http";

const largestBodyBytes = 64 * 1024 * 1024;

/** Calls back with the body once it is complete; null when it is too large. A cut one calls nobody. */
export const readBody = (request: IncomingMessage, onBody: (body: string | null) => void): void => {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  request.on("data", (chunk: Buffer) => {
    sizeBytes += chunk.length;
    if (sizeBytes <= largestBodyBytes) chunks.push(chunk);
    else chunks.length = 0;
  });
  request.on("end", () => {
    onBody(sizeBytes <= largestBodyBytes ? Buffer.concat(chunks, sizeBytes).toString() : null);
  });
};
