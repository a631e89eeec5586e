// The image by itself: what it is made of, as whom it runs, and what it weighs.
import { describe, expect, it } from "vitest";
import { containerSetup, presentSetup } from "./support/container-setup.ts";
import { docker, linesOf } from "./support/docker.ts";
import { writeNote } from "./support/notes.ts";

/** What gadfly may add to its base: its programs, bundled with what they run on. */
const largestShareBytes = 10_000_000;

const inMegabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const sizeOf = async (image: string): Promise<number> =>
  Number(await docker("image", "inspect", "-f", "{{.Size}}", image));

/** Runs a script inside the image. */
const evaluate = (script: string): Promise<string> =>
  docker("run", "--rm", "--network=none", "--entrypoint=node", presentSetup().image, "-p", script);

describe.runIf(containerSetup !== null)("the image", () => {
  it("runs gadfly", async () => {
    const version = await docker(
      "run",
      "--rm",
      "--network=none",
      presentSetup().image,
      "--version",
    );
    expect(version).toMatch(/\d+\.\d+\.\d+/);
  });

  it("does not run as root and may write results", async () => {
    const script = `process.getuid() + " " + fs.mkdtempSync("/results/run-")`;
    expect(await evaluate(script)).toMatch(/^1000 \/results\/run-/);
  });

  it("holds the bundled programs and nothing else of the packages", async () => {
    const script = `fs.readdirSync("/app", { recursive: true }).join("\\n")`;
    const files = linesOf(await evaluate(script));
    expect(files).toContain("packages/cli/dist/programs/main.js");
    const kept = /^(packages(\/cli(\/(bin|dist)(\/.+)?|\/package\.json)?)?|docker(\/.+)?)$/;
    expect(files.filter((file) => !kept.test(file))).toEqual([]);
  });

  it(`adds no more than ${inMegabytes(largestShareBytes)} to its base`, async () => {
    const { image, baseImage, isStandIn, folder } = presentSetup();
    const [size, baseSize] = await Promise.all([sizeOf(image), sizeOf(baseImage)]);
    const base = `${inMegabytes(baseSize)} of them ${isStandIn ? "a stand-in for the base" : baseImage}`;
    writeNote(folder, `image size ${inMegabytes(size)}, ${base}`);
    expect(size - baseSize).toBeLessThan(largestShareBytes);
  });
});
