import { expect, test } from "vitest";
import { chooseModel, type ModelQuestion } from "./choose-model.ts";

const nothing: ModelQuestion = {
  address: "http://h",
  named: null,
  inPath: null,
  listed: null,
  usual: undefined,
  isInPath: false,
  whyUnlisted: undefined,
  status: 200,
};

const choose = (known: Partial<ModelQuestion>) => {
  const choice = chooseModel({ ...nothing, ...known });
  if (!choice.ok) return choice.error.code;
  const { model, findings } = choice.value;
  return [model, ...findings.map(({ code }) => code)].join(" ");
};

test("takes the name that was given, then the one in the path, then the only one listed", () => {
  expect(choose({ named: "a", inPath: "b", listed: ["a"] })).toBe("a");
  expect(choose({ inPath: "b", listed: ["b", "c"] })).toBe("b");
  expect(choose({ listed: ["c"], usual: "d" })).toBe("c");
});

test("warns of a name that others are listed beside", () => {
  const severityOf = (listed: readonly string[]) => {
    const choice = chooseModel({ ...nothing, named: "a", listed });
    return choice.ok ? choice.value.findings.map(({ severity = "note" }) => severity) : [];
  };
  expect([severityOf(["b"]), severityOf([])]).toEqual([["warning"], ["note"]]);
});

test("notes a name that is not listed", () => {
  expect(choose({ named: "a", listed: ["b"] })).toBe("a model_not_listed");
  expect(choose({ named: "a", listed: [] })).toBe("a model_not_listed");
  expect(choose({ named: "a" })).toBe("a");
});

test("knows that Ollama's names may lack their tag", () => {
  expect(choose({ named: "llama3", listed: ["llama3:latest", "phi:latest"] })).toBe("llama3");
});

test("does not mind that a name which is always good is not listed", () => {
  expect(choose({ named: "tgi", listed: ["org/model"], usual: "tgi" })).toBe("tgi");
});

test("falls back on the server's usual name, and says so", () => {
  expect(choose({ usual: "tgi" })).toBe("tgi model_default");
  expect(choose({ usual: "default_model", listed: ["a", "b"] })).toBe(
    "default_model model_default",
  );
});

test("asks for no model by name where the server wants none", () => {
  expect(choose({ usual: "" })).toBe("");
});

test("takes a usual name for the path only when it is listed", () => {
  const triton = { usual: "ensemble", isInPath: true };
  expect(choose({ ...triton, listed: ["ensemble", "bls"] })).toBe("ensemble model_default");
  expect(choose({ ...triton, listed: ["a", "b"] })).toBe("GF_MODEL_AMBIGUOUS");
  expect(choose(triton)).toBe("ensemble model_default");
});

test("asks the user when there is no telling", () => {
  expect(choose({})).toBe("GF_MODEL_MISSING");
  expect(choose({ listed: [] })).toBe("GF_MODEL_MISSING");
  expect(choose({ listed: ["a", "b"] })).toBe("GF_MODEL_AMBIGUOUS");
});

test.each([401, 403])("guesses no name behind a lock (%i), and asks for the key", (status) => {
  expect(choose({ status })).toBe("GF_KEY_WANTED");
  expect(choose({ status, usual: "tgi" })).toBe("GF_KEY_WANTED");
  expect(choose({ status, usual: "" })).toBe("");
  expect(choose({ status, named: "a" })).toBe("a");
});

test("offers to wait for a server that is still loading", () => {
  const whyUnlisted = "GET /v1/models of http://h answered 503";
  const choice = chooseModel({ ...nothing, status: 503, whyUnlisted });
  expect(choice).toMatchObject({
    error: {
      code: "GF_MODEL_NOT_YET",
      sentence: `No model is given and the server at http://h lists none yet: ${whyUnlisted}.`,
      hint: expect.stringContaining("--wait-ready"),
    },
  });
});
