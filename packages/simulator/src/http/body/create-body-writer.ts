// Chooses between the two ways to write a body: as cheaply as Node allows, or byte by byte.

import type { ServerResponse } from "node:http";
import type { Behaviour } from "../../faults/behaviour.ts";
import type { BodyWriter } from "./body-writer.ts";
import { ByteBodyWriter } from "./byte-body-writer.ts";
import { EventStreamWriter } from "./event-stream-writer.ts";

// Only texts of an API are known to be ASCII; those that a hook made may be anything.
const needsBytes = (behaviour: Behaviour): boolean =>
  behaviour.cut !== null ||
  behaviour.isCompressed ||
  behaviour.isHttp10 ||
  behaviour.createRewrite !== null ||
  behaviour.reframe !== null ||
  behaviour.preamble !== "";

/** The cheapest writer that can do what the behaviour wants. */
export const createBodyWriter = (response: ServerResponse, behaviour: Behaviour): BodyWriter =>
  needsBytes(behaviour) ? new ByteBodyWriter(response, behaviour) : new EventStreamWriter(response);
