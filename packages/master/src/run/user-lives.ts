// How often each user has begun anew: at another worker, or after it was let go. A user's m-th request
// is a function of the seed, the user and m; without this, a user that changed worker would begin at
// m = 0 again and send what it had sent before, which a prefix cache would answer.
import { eachUser, type UserRanges } from "@gadfly/shared/load/user-ranges";
import type { AssignmentMessage } from "@gadfly/shared/protocol/master-message";

/** Lives of users; 0 for whoever has only ever been started once. */
export class UserLives {
  readonly #lives = new Map<number, number>();

  /** These will be started anew. */
  renew(users: UserRanges): void {
    for (const user of eachUser(users)) this.#lives.set(user, (this.#lives.get(user) ?? 0) + 1);
  }

  /** The lives among `users` that are not 0. */
  among(users: UserRanges): AssignmentMessage["lives"] {
    if (this.#lives.size === 0) return [];
    return [...eachUser(users)].flatMap((user) => {
      const life = this.#lives.get(user);
      return life === undefined ? [] : [{ user, life }];
    });
  }
}
