// Bodies hold what was given and nothing else: strict servers refuse what they do not know.

/** The fields that have a value: not null, not "", no empty list. */
export function givenFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => isGiven(value)));
}

const isGiven = (value: unknown): boolean =>
  value !== null && value !== "" && !(Array.isArray(value) && value.length === 0);
