// `npm run bench:honesty`: how wrong are the reported latencies when the worker is disturbed, and where
// do the limits of the verdict belong? `--quick` tries it out; `--redraw` works on the kept results.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measureLostShare } from "../machine/lost-share.ts";
import { describeMachine } from "../machine/machine.ts";
import { stopAllChildren } from "../process/spawn.ts";
import { drawCpuFigure, drawLoopDelayFigure } from "./figures.ts";
import { fullGrid, quickGrid } from "./grid.ts";
import { measureGrid } from "./measure.ts";
import { type HonestyReport, readReport, writeReport } from "./report-file.ts";
import { describePoints } from "./summary-text.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const resultFile = join(root, "bench/results/honesty.json");
const imageFolder = join(root, "docs/images");

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    redraw: { type: "boolean", default: false },
  },
});

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const measure = async (isQuick: boolean): Promise<HonestyReport> => {
  const secondsPerRun = isQuick ? 5 : 6;
  const cells = isQuick ? quickGrid() : fullGrid();
  const before = measureLostShare();
  const measured = await measureGrid(cells, { secondsPerRun, progress: say });
  const lostShare = { before, after: measureLostShare() };
  say(`A busy loop lost ${lostShare.before} of its time before, ${lostShare.after} after.`);
  return {
    takenAt: new Date().toISOString().slice(0, 10),
    command: "npm run bench:honesty",
    machine: describeMachine(),
    secondsPerRun,
    lostShare,
    ...measured,
  };
};

const draw = ({ points }: HonestyReport): void => {
  mkdirSync(imageFolder, { recursive: true });
  writeFileSync(join(imageFolder, "honesty-loop-delay.svg"), drawLoopDelayFigure(points));
  writeFileSync(join(imageFolder, "honesty-cpu.svg"), drawCpuFigure(points));
};

// Children have groups of their own, so Ctrl-C does not reach them by itself.
const end = (): void => {
  void stopAllChildren().finally(() => process.exit(130));
};
process.once("SIGINT", end);
process.once("SIGTERM", end);

const report = options.redraw ? readReport(resultFile) : await measure(options.quick);
// A quick measurement is for trying out: it never replaces figures that somebody may believe.
if (!options.quick) {
  if (!options.redraw) await writeReport(resultFile, report);
  draw(report);
}
say(describePoints(report.points));
