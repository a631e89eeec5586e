// Where people find the page.
import { hostname } from "node:os";

/** Listening on these means every interface: nobody can open them elsewhere. */
const wildcards: ReadonlySet<string> = new Set(["0.0.0.0", "::", "[::]"]);

/** The address for people: every interface has the machine's name. */
export const pageAddress = (host: string | null, port: number): string => {
  const name = host === null || wildcards.has(host) ? hostname() : host;
  const isBare = name.includes(":") && !name.startsWith("[");
  return `http://${isBare ? `[${name}]` : name}:${port}`;
};
