// What every runtime does with the library that it is given. It imports nothing of it, so that each entry decides how
// the library is loaded.
import { Digest } from "./digest.mjs";

/** The least that makes the core load, learn and answer: what a start is measured by. */
export function first({ Perceptron }) {
  const rows = [0, 1, 2, 3].map((row) => [row >> 1, row & 1]);
  const gate = new Perceptron().fit(rows, ["no", "yes", "yes", "yes"]);
  if (gate.predictOne([0, 1]) !== "yes") throw new Error("the first prediction is wrong");
}

/** Marsaglia's xorshift (2003) of 32 bits, shifts 13, 17 and 5: the next of its integers at each call. */
function xorshift(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** Rows and columns: neither is a multiple of the tiles or of the lanes. */
const [n, d] = [123, 37];

/** Seeded samples [n×d], and how far each is to one side of a plane that it does not quite keep to. */
export function samples() {
  const random = xorshift(1957);
  // Thousandths are no binary fractions, so every sum of them rounds and its order shows.
  const real = () => ((random() % 20001) - 10000) / 1000;
  const flat = Float64Array.from({ length: n * d }, real);
  const nested = Array.from({ length: n }, (_, i) => [...flat.subarray(i * d, (i + 1) * d)]);
  const side = nested.map((row) => row[0] + row[1] - row[2] + real() / 2);
  return { flat, nested, side };
}

/** Every third element as compressed rows, in f32: 37 is no multiple of 3, so the columns change from row to row. */
function sparse(flat) {
  const kept = [...flat.keys()].filter((at) => at % 3 === 0);
  return {
    indptr: Uint32Array.from({ length: n + 1 }, (_, i) => Math.ceil((i * d) / 3)),
    indices: Uint32Array.from(kept, (at) => at % d),
    data: Float32Array.from(kept, (at) => flat[at]),
    rows: n,
    cols: d,
  };
}

/**
 * Fits models of every kind, and folds weights, scores and answers into one digest.
 *
 * @returns {{ core: "wasm" | "js", reason?: string, digest: string }}
 */
export function train({ Perceptron, dense, matmul, runtime }) {
  const digest = new Digest();
  const { flat, nested, side } = samples();
  const single = { data: Float32Array.from(flat), rows: n, cols: d };
  const bits = side.map((z) => (z > 0 ? 1 : 0));
  const words = side.map((z) => (z > 0 ? "above" : "below"));
  const thirds = side.map((z) => (z > 4 ? "right" : z < -4 ? "left" : "middle"));
  const table = nested.map((row, i) => [bits[i], row[3] > 0 ? 1 : 0, row[4] > row[5] ? 1 : 0]);

  const fitted = (X, y, options) => {
    const model = new Perceptron({ tol: null, maxIter: 9, ...options }).fit(X, y);
    digest.bytes(model.coef.data);
    digest.bytes(model.intercept);
    digest.bytes(model.decisionFunction(X).data);
    digest.json([model.predict(X), model.nIter, model.history.map(({ mistakes }) => mistakes)]);
    return model;
  };
  fitted(single, bits);
  fitted(nested, words);
  fitted(single, words, { average: true });
  fitted(sparse(flat), words);
  fitted(nested, table);
  fitted(nested, thirds, { multiclass: "joint" });
  const model = fitted(nested, thirds);
  digest.json(nested.map((row) => model.predictOne(row)));

  const weights = { data: flat.subarray(0, d * 5), rows: d, cols: 5 };
  digest.bytes(matmul(nested, weights).data);
  digest.bytes(dense(single, { ...weights, data: Float32Array.from(weights.data) }).data);
  digest.bytes(dense(nested, weights, [0.1, -0.2, 0.3, -0.4, 0.5], "sgn").data);

  const { core, reason } = runtime();
  return { core, reason, digest: String(digest) };
}
