// Closes a connection that stayed idle after an answer, without a word in the headers. Node's own
// keep-alive timeout would announce itself in each answer.

import type { Exchange } from "../exchange.ts";

/** Closes the connection of this answer when nothing came on it for the time that the behaviour names. */
export const closeWhenIdle = ({ response, behaviour }: Exchange): void => {
  const { idleCloseMs } = behaviour;
  if (idleCloseMs === null) return;
  response.once("finish", () => {
    const { socket } = response.req;
    const seenBytes = socket.bytesRead;
    setTimeout(() => {
      if (socket.bytesRead === seenBytes) socket.destroySoon();
    }, idleCloseMs);
  });
};
