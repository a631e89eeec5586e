// What the demo tells a newcomer: what runs, how to do the same by hand, and where to look next.
import { plural } from "@gadfly/shared/units/format-number";
import { program } from "@gadfly/shared/units/program-words";

/** What the introduction is about. */
export interface DemoLoad {
  readonly users: number;
  readonly spawnRate: number;
  readonly runTimeMs: number;
  readonly processes: number;
}

/** Before the run. */
export const introduceDemo = (url: string, load: DemoLoad): string => {
  const { users, spawnRate, processes } = load;
  const seconds = load.runTimeMs / 1000;
  return [
    `A simulated server at ${url}, ${plural(processes, "worker")}, ${plural(users, "user")}, ${seconds} s. The same by hand:`,
    `  ${program} simulate`,
    `  ${program} run -H http://127.0.0.1:8000 -u ${users} -r ${spawnRate} -t ${seconds}s --processes ${processes}`,
    "",
    "",
  ].join("\n");
};

/** Once the page is there. */
export const describePage = (address: string): string =>
  `Watch it at ${address}: change the users there, or stop it.\n\n`;

/** Where things are after a run. */
export interface DemoPlaces {
  /** The run's folder; null: nothing was kept. */
  readonly folder: string | null;
  /** The folder of the run before it. */
  readonly earlier: string | null;
  /** Where the page still is; null: the program ends. */
  readonly page: string | null;
}

/** The first run of all has no other to name. */
const compareLine = ({ folder, earlier }: DemoPlaces): string[] => {
  if (folder === null || earlier !== null) return [];
  return [`Compare  run it once more, then: ${program} compare ${folder} THE_OTHER_FOLDER`];
};

/** After the run, whose own lines name its report and the run before it. */
export const describeDemoSteps = (places: DemoPlaces): string =>
  [
    ...compareLine(places),
    ...(places.page === null
      ? []
      : [`Page     ${places.page} stays, also for another run; Ctrl-C ends it`]),
  ]
    .map((line) => `${line}\n`)
    .join("");
