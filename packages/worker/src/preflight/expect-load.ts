// Can one worker hold this many users? That depends on how fast the server is, which nobody knows before
// the load: so it is said as a sum, and refuses nothing.
import type { Plan } from "@gadfly/shared/plan/plan";
import type { Finding } from "@gadfly/shared/protocol/worker-message";

/**
 * Token events that one worker process reads in a second while its core stays below 70 %, beyond which
 * its times are not to be trusted: `npm run bench -- events`, rounded down.
 */
export const comfortableEventsPerS = 50_000;

/** A stream this fast is nothing unusual; more users than can be read at this rate are worth a word. */
const usualEventsPerS = 20;

const grouped = (value: number): string => Math.floor(value).toLocaleString("en-US");

/** What a person should know about a share of this size. */
export const expectLoad = ({ request }: Pick<Plan, "request">, shareUsers: number): Finding[] => {
  if (!request.stream || shareUsers * usualEventsPerS <= comfortableEventsPerS) return [];
  const perUser = comfortableEventsPerS / shareUsers;
  const rate = perUser < 10 ? perUser.toFixed(1) : grouped(perUser);
  const text =
    `${grouped(shareUsers)} users on one worker: one worker reads about ` +
    `${grouped(comfortableEventsPerS)} token events a second, which is ${rate} for each user; ` +
    `if the server is faster, start more workers`;
  return [{ code: "many_users_per_worker", text }];
};
