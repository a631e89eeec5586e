// Paths that belong to a server and not to one API of it, such as /health or /api/tags, below a base
// URL that people often give with the beginning of such a path at its end.

import { pathOn, type Target } from "../../endpoints/target.ts";

/** The request path of `/health`, `/v1/models` or `/api/tags` on a target; no segment is doubled. */
export function serverPath(target: Target, path: string): string {
  const [firstSegment = ""] = /^\/[^/?]+/.exec(path) ?? [];
  const { basePath } = target;
  const isDoubled = firstSegment !== "" && basePath.endsWith(firstSegment);
  const base = isDoubled ? basePath.slice(0, -firstSegment.length) : basePath;
  return pathOn({ ...target, basePath: base }, path);
}
