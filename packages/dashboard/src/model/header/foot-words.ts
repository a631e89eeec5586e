// What the page is, and of which run: at the foot, where a printed report needs it.
import type { RunPicture } from "../run-picture.ts";

/** Program, run and when it began. */
export const footWords = ({ status, tables }: RunPicture): string =>
  [
    status === null ? "gadfly" : `gadfly ${status.gadfly}`,
    ...(tables === null
      ? []
      : [`run ${tables.run.id}`, `began ${spellTime(tables.run.startedAt)}`]),
  ].join(" · ");

const spellTime = (iso: string): string => `${iso.slice(0, 19).replace("T", " ")} UTC`;
