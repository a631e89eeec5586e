// The user's own body fields (--extra-body).

/** Lays the user's own fields over the body: theirs win, and null takes a field away. */
export function withExtraBody(
  body: Readonly<Record<string, unknown>>,
  extraBody: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged = { ...body, ...extraBody };
  return Object.fromEntries(
    Object.entries(merged).filter(([key]) => !(key in extraBody) || extraBody[key] !== null),
  );
}
