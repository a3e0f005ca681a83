// What a person reads of numbers.
import { expect, it } from "vitest";
import { percent } from "../../src/cli/terminal.js";

// One that rounds tells of a model with a mistake that it has none, and of a rare class that there is none.
it.each([
  [0, "0.0 %"],
  [1e-9, "0.1 %"],
  [0.0006, "0.1 %"],
  [0.955, "95.5 %"],
  [0.9994, "99.9 %"],
  [0.9996, "99.9 %"],
  [1, "100.0 %"],
])("%d is %s", (share, text) => expect(percent(share)).toBe(text));
