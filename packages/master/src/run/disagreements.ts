// Each worker finds out for itself what the target is. Where two find something else, they measure two
// things under one name, and only the master hears of both.
import type { Finding } from "@gadfly/shared/protocol/worker-message";

/** What one worker found. */
export interface Discovery {
  readonly worker: string;
  readonly model: string;
  readonly provider?: string | undefined;
  readonly endpoint?: string | undefined;
}

const nouns = { provider: "server", endpoint: "API", model: "model" } as const;

type Subject = keyof typeof nouns;

const subjects: readonly Subject[] = ["provider", "endpoint", "model"];

/** Names of workers that fit into a sentence. */
const mostNames = 5;

const listNames = (names: readonly string[]): string => {
  const more = names.length - mostNames;
  return names.slice(0, mostNames).join(", ") + (more > 0 ? ` and ${more} more` : "");
};

const findingOf = (subject: Subject, found: readonly Discovery[]): Finding[] => {
  const workersBy = new Map<string, string[]>();
  for (const { worker, [subject]: value } of found)
    if (value !== undefined) workersBy.set(value, [...(workersBy.get(value) ?? []), worker]);
  if (workersBy.size < 2) return [];
  const sides = [...workersBy].map(([value, names]) => `${value} (${listNames(names)})`);
  const text =
    `workers found different things at the target, ${nouns[subject]}: ${sides.join("; ")}; the ` +
    `numbers mix them. Name it with --${subject}, or look for what answers to each worker`;
  return [{ code: `workers_disagree_${subject}`, text, severity: "warning" }];
};

/** What the workers do not agree about. */
export const findDisagreements = (found: readonly Discovery[]): Finding[] =>
  subjects.flatMap((subject) => findingOf(subject, found));
