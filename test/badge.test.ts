// The badge of the site says "the same bits here" where a browser gets this digest: the one of the release.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { weightsOfBadge } from "../site/badge/fits.js";
import { Perceptron } from "../src/index.js";
import { describeCores } from "./support/cores.js";

const { digest } = JSON.parse(readFileSync("site/badge/digest.json", "utf8"));

describeCores("the badge", () => {
  it("has the digest of this core's weights, so that another order of additions anywhere would show", () => {
    const weights = weightsOfBadge(Perceptron);
    expect(createHash("sha256").update(weights).digest("hex")).toBe(digest);
  });
});
