// X may be changed once a call of rosenblatt/worker has returned: the worker has a copy.
import { afterEach, describe, expect, it } from "vitest";
import { classes, close, lesson, Perceptron, root, rowsOf, state } from "./far.js";

afterEach(close);

type Samples = Parameters<InstanceType<typeof root.Perceptron>["fit"]>[0];

interface Passed {
  readonly X: Samples;
  overwrite(): void;
}

const { X: flat, y } = lesson(200);
const { rows, cols } = flat;
const dense = rowsOf(flat);

const passedAs: Record<string, () => Passed> = {
  "number[][]": () => {
    const X = dense.map((row) => [...row]);
    return { X, overwrite: () => X.forEach((row) => void row.fill(1000)) };
  },
  "rows of typed arrays": () => {
    const X = dense.map((row) => Float32Array.from(row));
    return { X, overwrite: () => X.forEach((row) => void row.fill(Number.NaN)) };
  },
  "one typed array": () => {
    const data = flat.data.slice();
    return { X: { data, rows, cols }, overwrite: () => data.fill(Number.NaN) };
  },
  "one shared array": () => {
    const data = new Float32Array(new SharedArrayBuffer(4 * rows * cols));
    data.set(flat.data);
    return { X: { data, rows, cols }, overwrite: () => data.fill(1000) };
  },
  "sparse rows": () => {
    const [data, indices] = [flat.data.slice(), flat.data.map((_, p) => p % cols)].map((array, i) =>
      i === 0 ? array : Uint32Array.from(array),
    ) as [Float32Array<ArrayBuffer>, Uint32Array];
    const indptr = Uint32Array.from({ length: rows + 1 }, (_, i) => i * cols);
    return {
      X: { data, indices, indptr, rows, cols },
      overwrite: () => {
        data.fill(Number.NaN);
        indices.fill(2 ** 32 - 1);
      },
    };
  },
};

describe.each(Object.entries(passedAs))("%s", (_, pass) => {
  const options = { tol: null, maxIter: 4 };
  const expected = state(new root.Perceptron(options).fit(pass().X, y));

  it("behind the call and in every callback of fit: a worker that is sent X later, or in part", async () => {
    const { X, overwrite } = pass();
    const model = new Perceptron(options);
    const fit = model.fit(X, y, { onEpoch: overwrite });
    overwrite();
    expect(state(await fit)).toBe(expected);
  });

  it("behind the first step and in the loop over epochs()", async () => {
    const { X, overwrite } = pass();
    const model = new Perceptron(options);
    const epochs = model.epochs(X, y);
    let step = epochs.next();
    overwrite();
    while (!(await step).done) {
      step = epochs.next();
      overwrite();
    }
    expect(state(model)).toBe(expected);
  });

  it("behind a call of partialFit", async () => {
    const { X, overwrite } = pass();
    const model = new Perceptron(options);
    const part = model.partialFit(X, y, { classes });
    overwrite();
    expect(state(await part)).toBe(state(new root.Perceptron(options).partialFit(pass().X, y, { classes })));
  });

  it("in every callback of fitStream, and before the next batch", async () => {
    const [here, there] = [new root.Perceptron(options), new Perceptron(options)];
    const taken: Passed[] = [];
    const overwrite = (): void => {
      for (const batch of taken) batch.overwrite();
    };
    function* batches() {
      for (let i = 0; i < 3; i++) {
        overwrite();
        taken.push(pass());
        yield { X: (taken[i] as Passed).X, y };
      }
    }
    await there.fitStream(batches(), { classes, onEpoch: overwrite });
    for (let i = 0; i < 3; i++) here.partialFit(pass().X, y, { classes });
    expect([there.coef, there.intercept]).toEqual([here.coef, here.intercept]);
  });
});
