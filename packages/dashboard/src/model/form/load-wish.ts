// The wish for another load while a run is under way: read from two fields, checked, and followed until
// the run has it.
import type { LoadChange } from "@gadfly/shared/web/api-table";
import type { RunStatus } from "@gadfly/shared/web/run-status";

/** What the two fields hold. */
export interface LoadTexts {
  readonly users: string;
  readonly spawnRate: string;
}

/** A wish that can be sent, or what is wrong with each field. */
export type LoadReading =
  | { readonly ok: true; readonly change: Required<LoadChange> }
  | { readonly ok: false; readonly users: string | null; readonly spawnRate: string | null };

const most = 100_000;

const numberIn = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text));

const isUsers = (users: number): boolean => Number.isInteger(users) && users >= 1 && users <= most;

const isRate = (rate: number): boolean => rate > 0 && rate <= most;

/** Reads the fields, within the bounds of the options. */
export const readLoad = (texts: LoadTexts): LoadReading => {
  const users = numberIn(texts.users);
  const spawnRate = numberIn(texts.spawnRate);
  if (isUsers(users) && isRate(spawnRate)) return { ok: true, change: { users, spawnRate } };
  return {
    ok: false,
    users: isUsers(users) ? null : "A whole number, 1 to 100000.",
    spawnRate: isRate(spawnRate) ? null : "Above 0, up to 100000.",
  };
};

/** The load that the run is asked for. */
export const loadOf = ({ targetUsers, spawnRate }: RunStatus): Required<LoadChange> => ({
  users: targetUsers,
  spawnRate,
});

/** Whether the run has been told of the wish. */
export const hasLoad = (status: RunStatus, wish: Required<LoadChange>): boolean =>
  status.targetUsers === wish.users && status.spawnRate === wish.spawnRate;

/** The field's text one step up or down: by a tenth of its size, as one digit, and never out of bounds. */
export const stepText = (text: string, direction: 1 | -1): string => {
  const value = numberIn(text);
  if (!Number.isFinite(value) || (value <= 1 && direction < 0)) return text;
  const size = value < 20 ? 1 : 10 ** Math.floor(Math.log10(value / 2));
  return String(Math.min(most, Math.max(1, Math.round(value) + direction * size)));
};

/** A load in words. */
const describeLoad = ({ users, spawnRate }: Required<LoadChange>): string =>
  `${String(users)} ${users === 1 ? "user" : "users"} at ${String(spawnRate)}/s`;

/** What has become of a wish, in words. */
export const describeWish = (status: RunStatus, wish: Required<LoadChange> | null): string => {
  if (wish === null) return "";
  if (!hasLoad(status, wish)) return `Asked for ${describeLoad(wish)} …`;
  return status.users === wish.users
    ? `Now ${describeLoad(wish)}.`
    : `Going to ${describeLoad(wish)}: ${String(status.users)} run.`;
};

/** The step that a key means; null: none. */
export const stepOfKey = (key: string): 1 | -1 | null => {
  if (key === "+" || key === "ArrowUp") return 1;
  return key === "-" || key === "−" || key === "ArrowDown" ? -1 : null;
};
