// The Wasm core and the JavaScript core learn the same bits from sparse rows: 10,000 random epochs of single
// outputs and as many of joint ones in each element type, drawn as those over dense rows.
import { describe, expect, it } from "vitest";
import { agree, Tasks, Twins } from "./kernels.twins.js";
import { Random } from "./random.js";

const cases = [
  { joint: false, specials: 0, seed: 12 },
  { joint: false, specials: 0.0005, seed: 13 },
  { joint: true, specials: 0, seed: 14 },
  { joint: true, specials: 0.0005, seed: 15 },
];

describe.each(["f32", "f64"] as const)("sparse rows, %s", (dtype) => {
  it.each(cases)("joint: $joint, $specials special: another rule, order, rounding or lane", (settings) => {
    const random = new Random(settings.seed);
    const tasks = new Tasks(new Twins(dtype, random, settings.specials));
    const finite = agree(tasks, { sparse: true, joint: settings.joint }, 5_000);
    expect(finite, "epochs that were compared to the end").toBeGreaterThan(2_500);
  });
});
