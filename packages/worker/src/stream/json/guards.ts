// Reading unknown JSON: the few guards that turn `unknown` into something with a type.

/** A JSON object whose fields nobody has checked yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** True for an object that is no array. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** True for an array, of anything. */
export const isJsonArray = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** The text of a field; "" when it is absent or no string. */
export function textField(object: JsonObject, key: string): string {
  const value = object[key];
  return typeof value === "string" ? value : "";
}

/** The object in a field, or null. */
export function objectField(object: JsonObject, key: string): JsonObject | null {
  const value = object[key];
  return isJsonObject(value) ? value : null;
}

/** The array in a field, or an empty one. */
export function arrayField(object: JsonObject, key: string): readonly unknown[] {
  const value = object[key];
  return isJsonArray(value) ? value : [];
}

/** No answer has so many tokens; sums of what is below stay exact. */
const highestCount = 1e9;

/** True for what can be a number of things. */
export const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= highestCount;

/** The count in a field, or null. */
export function countField(object: JsonObject, key: string): number | null {
  const value = object[key];
  return isCount(value) ? value : null;
}

/** The amount in a field, such as a time: a finite number that is not negative, or null. */
export function amountField(object: JsonObject, key: string): number | null {
  const value = object[key];
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;
}

/** Nobody asks for more answers to one request; a server that counts on forever costs no memory. */
const lastChoice = 1023;

/** Which of several answers a choice belongs to. */
export const choiceIndex = (choice: JsonObject, otherwise = 0): number =>
  Math.min(countField(choice, "index") ?? otherwise, lastChoice);
