// The users of a compared run, in the words of its own result.
import { describeChange } from "../result/result-words.ts";
import type { ComparedRun } from "./compare-document.ts";

type RunUsers = Pick<ComparedRun, "users" | "usersLast" | "usersMost" | "loadChanges">;

/** "10 → 30", or one number where the load was not changed. */
export const describeRunUsers = ({ users, usersLast, usersMost, loadChanges }: RunUsers): string =>
  describeChange({ start: users, last: usersLast, most: usersMost, changes: loadChanges });
