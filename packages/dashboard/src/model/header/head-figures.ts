// The figures at the head of the page.
import {
  absent,
  formatCount,
  formatFigure,
  formatRate,
  formatShare,
} from "@gadfly/shared/units/format-number";
import type { LiveTables } from "@gadfly/shared/web/feed-message";
import type { RunPicture } from "../run-picture.ts";
import { recentRates } from "./recent-rates.ts";
import { isOpen, isUnderWay } from "./run-state.ts";

/** One figure with its name. */
export interface HeadFigure {
  readonly title: string;
  readonly text: string;
  /** What stands behind the figure, smaller; "" for nothing. */
  readonly note: string;
  readonly isBad: boolean;
  /** The figure of the result that this is, when it is one. */
  readonly metric?: string;
  readonly figure?: string;
  readonly value?: number | null;
}

/** The figures, in their order: under way those of the last seconds, afterwards those of the whole run. */
export const headFigures = (picture: RunPicture): readonly HeadFigure[] => {
  const { status } = picture;
  return [
    usersFigure(picture),
    { title: "In flight", text: formatCount(status?.inFlight ?? 0), note: "", isBad: false },
    ...(isUnderWay(picture) ? rateFiguresNow(picture) : rateFiguresOfAll(picture.tables)),
    firstTokenFigure(picture),
  ];
};

// After the run nobody is left, and what was asked for last is what is wanted to know. The records have
// it; where a report was made from a journal, its status has only what the run began with.
const usersFigure = (picture: RunPicture): HeadFigure => {
  const { users = 0, targetUsers = 0 } = picture.status ?? {};
  const title = "Users";
  if (isOpen(picture))
    return {
      title,
      text: formatCount(users),
      note: `of ${formatCount(targetUsers)}`,
      isBad: false,
    };
  const asked = picture.targets.findLast((target) => target.users > 0)?.users ?? targetUsers;
  const change = picture.tables?.run.users ?? null;
  const note =
    change === null || change.changes === 0
      ? "asked for"
      : `asked for last, ${formatCount(change.start)} at first`;
  return { title, text: formatCount(asked), note, isBad: false };
};

const valueOf = (tables: LiveTables | null, name: string): number | null => {
  const metric = tables?.metrics[name];
  return metric !== undefined && "value" in metric ? metric.value : null;
};

const rateFiguresNow = (picture: RunPicture): readonly HeadFigure[] => {
  const now = recentRates(picture);
  const { tables } = picture;
  const overall = (text: string) => (text === absent ? "" : `${text} overall`);
  return [
    {
      title: "Requests/s",
      text: formatRate(now.rps),
      note: overall(formatRate(valueOf(tables, "rps"))),
      isBad: false,
    },
    {
      title: "Failed",
      text: formatShare(now.failureShare),
      note: overall(formatShare(valueOf(tables, "error_rate"))),
      isBad: (now.failureShare ?? 0) > 0,
    },
    {
      title: "Output tokens/s",
      text: formatFigure(now.tokensPerS),
      note: overall(formatFigure(valueOf(tables, "output_tps"))),
      isBad: false,
    },
  ];
};

const rateFiguresOfAll = (tables: LiveTables | null): readonly HeadFigure[] => {
  const ofAll = (title: string, metric: string, format: (value: number | null) => string) => {
    const value = valueOf(tables, metric);
    return { title, text: format(value), note: "", isBad: false, metric, figure: "value", value };
  };
  const failed = ofAll("Failed", "error_rate", formatShare);
  return [
    ofAll("Requests/s", "rps", formatRate),
    { ...failed, isBad: (failed.value ?? 0) > 0 },
    ofAll("Output tokens/s", "output_tps", formatFigure),
  ];
};

// Of the whole run at any time: a percentile of a few seconds would jump.
const firstTokenFigure = (picture: RunPicture): HeadFigure => {
  const title = "TTFT p99";
  const metric = picture.tables?.metrics["ttft"];
  const value = metric !== undefined && "p99" in metric ? metric.p99 : null;
  const text = formatFigure(value);
  const unit = isUnderWay(picture) ? "ms, whole run" : "ms";
  const note = value === null ? "" : unit;
  return { title, text, note, isBad: false, metric: "ttft", figure: "p99", value };
};
