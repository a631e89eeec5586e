// Reads back what the id of a request says: the user and the iteration, in the last fourteen digits.

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
const runDigits = 18;
const userDigits = 5;

/** Who sent a request, and its place in that user's row of requests. */
export interface RequestSender {
  readonly user: number;
  readonly iteration: number;
}

/** The sender that an id names; what follows the id is left alone. */
export const senderOf = (id: string): RequestSender => {
  const [uuid] = shape.exec(id) ?? [];
  if (uuid === undefined) throw new Error(`the id ${id} tells no user`);
  const digits = uuid.replaceAll("-", "");
  const userEnd = runDigits + userDigits;
  return {
    user: Number.parseInt(digits.slice(runDigits, userEnd), 16),
    iteration: Number.parseInt(digits.slice(userEnd), 16),
  };
};
