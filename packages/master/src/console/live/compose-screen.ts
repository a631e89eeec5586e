// The live view of a terminal as lines: pure, for any moment of a run and any size of a terminal.
import { formatProgressLine } from "../progress-line.ts";
import type { LiveDetails } from "./live-details.ts";
import type { ScreenStyle } from "./screen-style.ts";
import { fitSections } from "./section.ts";
import { headSection } from "./sections/head.ts";
import { ledgerSection, verdictSection } from "./sections/judgement.ts";
import { helpSection, keysSection } from "./sections/keys.ts";
import { latenciesSection } from "./sections/latencies.ts";
import { noticesSection } from "./sections/notices.ts";
import { trendsSection } from "./sections/trends.ts";
import { workersSection } from "./sections/workers.ts";

/** In less than this there is room for a line of progress only. */
const smallest = { width: 39, height: 9 };

/** At most `height` lines, none wider than `width`. */
export const composeScreen = (details: LiveDetails, style: ScreenStyle): string[] => {
  if (style.width < smallest.width || style.height < smallest.height)
    return [formatProgressLine(details, style)];
  return fitSections(
    [
      headSection(details, style),
      trendsSection(details, style),
      latenciesSection(details, style),
      workersSection(details, style),
      verdictSection(details, style),
      ledgerSection(details, style),
      noticesSection(details, style),
      helpSection(style),
      keysSection(details, style),
    ],
    style.height,
  );
};
