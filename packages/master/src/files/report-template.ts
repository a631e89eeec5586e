// The built page that waits for a run to be put into it. It lies beside the program, or nowhere, where
// somebody built the programs only.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GadflyError } from "@gadfly/shared/errors/gadfly-error";

/** Name of the template in the folder of the built page. */
export const reportTemplateName = "report-template.html";

/** Whether reports can be made. */
export const hasReportTemplate = (pageFolder: string | null): pageFolder is string =>
  pageFolder !== null && existsSync(join(pageFolder, reportTemplateName));

/** The template of every report; throws where the page was not built. */
export const readReportTemplate = (pageFolder: string): string => {
  if (!hasReportTemplate(pageFolder))
    throw new GadflyError("GF_PAGE_MISSING", { path: pageFolder });
  return readFileSync(join(pageFolder, reportTemplateName), "utf8");
};
