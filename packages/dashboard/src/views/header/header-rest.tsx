// What a small window has no room to keep in sight: target, figures and controls.
import { headFigures } from "../../model/header/head-figures.ts";
import { isStale } from "../../model/header/trouble.ts";
import type { RunPicture } from "../../model/run-picture.ts";
import { LoadControls } from "../control/run-controls.tsx";
import { FigureStrip } from "./figure-strip.tsx";
import { TargetLine } from "./target-line.tsx";

/** The rest of the header, above the view. */
export const HeaderRest = ({ picture }: { readonly picture: RunPicture }) => (
  <div class={isStale(picture) ? "head-rest stale" : "head-rest"}>
    <TargetLine picture={picture} />
    {picture.tables !== null && <FigureStrip figures={headFigures(picture)} />}
    <LoadControls picture={picture} />
  </div>
);
