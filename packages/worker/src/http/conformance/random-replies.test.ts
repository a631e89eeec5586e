// Both HTTP engines read any reply that follows the rules alike, wherever the network cuts it.

import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { ExchangeHarness } from "../../../../../test/support/exchange-harness.ts";
import { httpEngines } from "../../../../../test/support/http-engines.ts";
import { randomReply } from "../../../../../test/support/random-replies.ts";
import { RecordedRequest } from "../../../../../test/support/recorded-request.ts";
import { serveScripts } from "../../../../../test/support/scripted-replies.ts";

describe.each(httpEngines)("$name", ({ createTransport }) => {
  const harness = new ExchangeHarness(createTransport);
  afterEach(() => harness.close());

  test("gives status, headers and every byte of random replies, one after another", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(randomReply, { minLength: 1, maxLength: 4 }), async (replies) => {
        const { transport } = await serveScripts(harness, replies);
        const slot = transport.openSlot();
        for (const reply of replies) {
          const request = await new RecordedRequest(slot).over;
          expect([request.end, request.status]).toEqual(["ended", reply.status]);
          expect(request.responseHeaders).toMatchObject(reply.headers);
          expect(request.body === reply.body).toBe(true);
        }
        await harness.close();
      }),
      { numRuns: 40 },
    );
  });
});
