// The command for the same run as the demo's. Its server ends with the demo, so a command against that
// server is of use only where the page asked for what the demo itself cannot do.
import { optionsOf } from "@gadfly/shared/options/command-options";
import {
  type DescribedOptions,
  describeCommandLine,
} from "@gadfly/shared/options/describe/command-line";

/** The demo's own options, those of a run that it makes, and where its server is. */
export interface DemoCommand {
  readonly demo: DescribedOptions;
  readonly run: DescribedOptions;
  readonly url: string;
}

/** `npx gadfly demo` with everything that was given, also from the page. */
export const describeDemoCommandLine = ({ demo, run, url }: DemoCommand): string => {
  const asked = Object.keys(run.origins).filter(
    (key) =>
      run.origins[key]?.kind === "request" && !(key === "host" && String(run.options[key]) === url),
  );
  const own = optionsOf("demo");
  if (!asked.every((key) => Object.hasOwn(own, key))) return describeCommandLine("run", run);
  return describeCommandLine("demo", {
    options: { ...demo.options, ...pick(run.options, asked) },
    origins: { ...demo.origins, ...pick(run.origins, asked) },
  });
};

const pick = <T>(from: Readonly<Record<string, T>>, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
