// The first two lines: how far the run is, and its size. What does not fit is left out, from the end.
import { formatProgress } from "@gadfly/shared/units/format-elapsed";
import { formatCount, formatShare, plural } from "@gadfly/shared/units/format-number";
import type { ConsoleStyle } from "../../console-style.ts";
import { printable } from "../../printable.ts";
import { displayWidth, truncate } from "../../text/text-width.ts";
import type { LiveDetails } from "../live-details.ts";
import type { Section } from "../section.ts";

const widestBar = 30;
const narrowestBar = 10;
const separator = " · ";

const stateTexts: Readonly<Record<string, string>> = {
  ready: "waiting for workers",
  preparing: "preparing",
  spawning: "spawning users",
  stopping: "stopping",
  finalizing: "adding up",
};

/** How far, and how much. */
export const headSection = (details: LiveDetails, style: ConsoleStyle): Section => {
  const lines = [formatState(details, style), formatSize(details, style)].filter(
    (line) => line !== "",
  );
  return { rank: 0, least: 1, most: lines.length, draw: (room) => lines.slice(0, room) };
};

const formatState = (details: LiveDetails, { width, colour }: ConsoleStyle): string => {
  if (details.waitingFor !== null)
    return truncate(colour.bold(printable(details.waitingFor)), width);
  const state = stateTexts[details.state] ?? printable(details.state);
  const text = `${formatProgress(details.elapsedMs, details.totalMs)} ${state}`;
  const bar = formatBar(details, width - displayWidth(text) - 2);
  return truncate(bar === "" ? colour.bold(text) : `${colour.bold(text)}  ${bar}`, width);
};

const formatBar = ({ elapsedMs, totalMs }: LiveDetails, room: number): string => {
  const size = Math.min(widestBar, room);
  if (totalMs === null || totalMs <= 0 || size < narrowestBar) return "";
  const filled = Math.round(Math.min(1, Math.max(0, elapsedMs / totalMs)) * size);
  return "━".repeat(filled) + "─".repeat(size - filled);
};

const formatSize = (details: LiveDetails, { width, colour }: ConsoleStyle): string => {
  const { users, targetUsers, inFlight, workers, total, targets, model } = details;
  const [target = "", ...others] = targets;
  const parts = [
    `${formatCount(users)}/${formatCount(targetUsers)} users`,
    ...(total.failures === 0 ? [] : [colour.red(describeFailures(details))]),
    `${formatCount(inFlight)} in flight`,
    plural(workers, "worker"),
    ...(model === null || model === "" ? [] : [printable(model)]),
    others.length === 0 ? printable(target) : `${printable(target)} and ${others.length} more`,
  ];
  const fitting = parts.reduce((text, part) => {
    const longer = text === "" ? part : text + separator + part;
    return displayWidth(longer) <= width ? longer : text;
  }, "");
  return truncate(fitting, width);
};

const describeFailures = ({ total: { failures, requests } }: LiveDetails): string =>
  `${formatCount(failures)} failed (${formatShare(failures / Math.max(1, requests))})`;
