import { customApi } from "@gadfly/shared/plan/custom-api";
import { expect, test } from "vitest";
import { leastRequest } from "../../../../test/support/decode-reply.ts";
import { createBodyTemplate } from "./body-template.ts";
import { createCustomEndpoint } from "./custom.ts";
import { endpoints } from "./endpoint-registry.ts";

const described = customApi.parse({
  name: "mine",
  path: "/",
  body: { question: "Q: {prompt}?", model: "{model}" },
  response: { text: "text" },
});

test.each([...Object.values(endpoints), createCustomEndpoint(described)])(
  "$name varies its prompt from request to request, and nothing else",
  ({ buildBody }) => {
    for (const options of [leastRequest, { ...leastRequest, stream: false, items: 3 }]) {
      const build = (prompt: string): Record<string, unknown> => buildBody(options, prompt);
      const template = createBodyTemplate(build, 'Say "好"');
      const rendered: unknown = JSON.parse(template.render("cat dog ").toString());
      expect(rendered).toEqual(build('cat dog Say "好"'));
      expect(rendered).not.toEqual(build('Say "好"'));
    }
  },
);
