// What is compared, when a difference counts, and where the comparison goes.
import { decimal } from "../kinds/number-kinds.ts";
import { choice, text, textList } from "../kinds/text-kinds.ts";
import { option, optionalOption } from "../option.ts";

/** The options of `gadfly compare`, but for those that it shares. */
export const compareOptions = {
  window: option(choice(["all", "steady"]), {
    description: "Compare whole runs, or only what lies between the ramp and the stop.",
    group: "Comparison",
    default: "all",
  }),
  alpha: option(decimal({ min: 0.001, max: 0.5 }), {
    description: "Chance of any false alarm in one comparison of like with like.",
    group: "Comparison",
    unit: "share",
    default: 0.01,
  }),
  minChange: option(decimal({ min: 0, max: 100 }), {
    description: "Never call a change what is smaller than this share of the baseline.",
    group: "Comparison",
    unit: "percent",
    default: 1,
  }),
  failOn: option(textList("RULE"), {
    description:
      "Exit with 3 when a change is beyond this and beyond noise, such as 'ttft.p95>+5%', 'rps<-3%' or 'e2e.p99>+200ms'; as often as needed.",
    group: "Comparison",
    default: [],
  }),
  levels: optionalOption(text("FILE"), {
    description: "YAML or JSON file with results by concurrency, typed in or named as runs.",
    group: "Comparison",
  }),
  html: optionalOption(text("FILE"), {
    description: "Write the comparison as one page that needs no network and no script.",
    group: "Results",
  }),
  svg: optionalOption(text("FILE"), {
    description: "Write the figures as one SVG file.",
    group: "Results",
  }),
  png: optionalOption(text("FILE"), {
    description: "Write the figures as one PNG file; its font has Latin letters only.",
    group: "Results",
  }),
};
