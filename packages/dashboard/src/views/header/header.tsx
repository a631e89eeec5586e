// What stays in sight: where the run stands, its figures, verdict and ledger. A small window keeps state,
// verdict, ledger and Stop; the rest scrolls with the view.
import type { RunPicture } from "../../model/run-picture.ts";
import { headFigures } from "../../model/header/head-figures.ts";
import { isStale } from "../../model/header/trouble.ts";
import { StopControl } from "../control/run-controls.tsx";
import { Connection } from "./connection.tsx";
import { FigureStrip } from "./figure-strip.tsx";
import { LedgerLine } from "./ledger-line.tsx";
import { StateLine } from "./state-line.tsx";
import { TargetLine } from "./target-line.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";
import { VerdictLine } from "./verdict-line.tsx";

/** What the header needs. */
export interface HeaderProps {
  readonly picture: RunPicture;
  /** Little room: only what must stay in sight stays. */
  readonly isNarrow: boolean;
}

/** The header of the page. */
export const Header = ({ picture, isNarrow }: HeaderProps) => {
  const { tables } = picture;
  return (
    <div class={isStale(picture) ? "head stale" : "head"}>
      <div class="head-row">
        <h1 class="brand" tabIndex={-1}>
          gadfly
        </h1>
        <StateLine picture={picture} />
        {isNarrow && <StopControl picture={picture} />}
        {!isNarrow && <TargetLine picture={picture} />}
        {!isNarrow && <ThemeSwitch />}
      </div>
      <Connection picture={picture} />
      {tables !== null && (
        <div class="head-row head-facts">
          {!isNarrow && <FigureStrip figures={headFigures(picture)} />}
          <div class="head-account">
            <VerdictLine picture={picture} verdict={tables.verdict} />
            <LedgerLine ledger={tables.ledger} />
          </div>
        </div>
      )}
    </div>
  );
};
