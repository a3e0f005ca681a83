import { expect, it } from "vitest";
import { upstart } from "../../src/network/index.js";
import { describeCores } from "../support/cores.js";
import { Random } from "../support/random.js";

const corners = (n: number): number[][] =>
  Array.from({ length: 2 ** n }, (_, row) => Array.from({ length: n }, (_, i) => (row >> i) & 1));

/** Trains and holds the result against its promises: no error left, and fewer with every unit. */
function expectFit(X: number[][], y: number[]): number {
  const { network, history } = upstart(X, y, { epochs: 30 });
  expect(network.predict(X).flat()).toEqual(y);
  const errors = history.map((step) => step.errors);
  expect(errors[0]).toBe(y.filter((bit) => bit === 1).length);
  errors.slice(1).forEach((after, i) => {
    expect(after, `errors with ${i + 1} units`).toBeLessThan(errors[i] as number);
  });
  expect(errors.at(-1)).toBe(0);
  expect(history.map(({ units }) => units)).toEqual(history.map((_, i) => i));
  return history.length - 1;
}

describeCores("upstart", () => {
  it("fits every function of three inputs: units that correct some rows and break as many", () => {
    for (let code = 0; code < 256; code++) {
      expectFit(
        corners(3),
        corners(3).map((_, row) => (code >> row) & 1),
      );
    }
  });

  it.each([2, 4, 6])("fits the parity of %i bits, the hardest function of all", (n) => {
    expectFit(
      corners(n),
      corners(n).map((bits) => bits.reduce((sum, bit) => sum ^ bit, 0)),
    );
  });

  it("fits random functions of six inputs, and of some rows only", () => {
    const random = new Random(1990);
    for (let round = 0; round < 6; round++) {
      const X = corners(6).filter(() => round % 2 === 0 || random.uniform() < 0.6);
      expectFit(
        X,
        X.map(() => random.integer(0, 1)),
      );
    }
  });

  it("needs one unit for what one unit can do, and none for a constant", () => {
    const X = corners(2);
    expect(upstart(X, [0, 0, 0, 1]).history).toEqual([
      { units: 0, errors: 1 },
      { units: 1, errors: 0 },
    ]);
    const silent = upstart(X, [0, 0, 0, 0]);
    expect(silent.history).toEqual([{ units: 0, errors: 0 }]);
    expect(silent.network.predict(X).flat()).toEqual([0, 0, 0, 0]);
  });

  it("takes more rows than a function takes arguments", () => {
    const X = corners(2);
    const many = Array.from({ length: 150_000 }, (_, i) => X[i % 4] as number[]);
    const y = many.map((bits) => (bits[0] as number) & (bits[1] as number));
    expect(upstart(many, y, { epochs: 5 }).history.at(-1)).toMatchObject({ errors: 0 });
  });

  it("gives the same network for the same seed", () => {
    const y = corners(4).map((bits) => bits.reduce((sum, bit) => sum ^ bit, 0));
    const trained = (randomState: number): string =>
      JSON.stringify(upstart(corners(4), y, { randomState, epochs: 20 }));
    expect(trained(3)).toBe(trained(3));
  });
});
