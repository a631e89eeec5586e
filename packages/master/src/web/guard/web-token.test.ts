import { describe, expect, it } from "vitest";
import { WebToken } from "./web-token.ts";

const token = new WebToken("0123456789abcdef");
const port = 8089;

describe("a web token", () => {
  it("lets everybody in where there is none", () => {
    expect(new WebToken("").admits({}, port)).toBe(true);
    expect(new WebToken("").matches("")).toBe(false);
  });

  it("is taken as a bearer, and nothing else is", () => {
    expect(token.admits({ authorization: "Bearer 0123456789abcdef" }, port)).toBe(true);
    for (const authorization of ["Bearer 0123456789abcde", "Basic 0123456789abcdef", "Bearer "])
      expect(token.admits({ authorization }, port)).toBe(false);
    expect(token.admits({}, port)).toBe(false);
  });

  it("makes a cookie that lets in, holds no token, and is for one port and our own pages", () => {
    const cookie = token.cookie(port);
    expect(cookie).not.toContain("0123456789abcdef");
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
    const [pair = ""] = cookie.split(";");
    expect(token.admits({ cookie: `other=1; ${pair}` }, port)).toBe(true);
    expect(token.admits({ cookie: pair }, 8090)).toBe(false);
    expect(new WebToken("another-token-here").admits({ cookie: pair }, port)).toBe(false);
  });
});
