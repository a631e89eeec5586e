// The result of a run, read as a user does: with the service `report`, from the volume that keeps it.
import type { ResultDocument } from "@gadfly/shared/result/result-schema";
import { readResult } from "../../support/read-result.ts";
import type { ComposeProject } from "./compose-project.ts";

async function runNameOf(project: ComposeProject, master: string): Promise<string> {
  const log = project.logOf(master);
  await log.ends();
  const [, name = ""] = await log.says(/^Saved +\/results\/(\S+)/m);
  return name;
}

/** The result document, which must be of the published shape and balance. */
export async function resultInVolume(
  project: ComposeProject,
  master: string,
): Promise<ResultDocument> {
  const name = await runNameOf(project, master);
  return readResult(await project.compose("run", "--rm", "-T", "report", name, "--json"));
}

/** The summary as text. */
export async function summaryInVolume(project: ComposeProject, master: string): Promise<string> {
  return project.compose("run", "--rm", "-T", "report", await runNameOf(project, master));
}
