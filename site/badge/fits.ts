// What the badge of the site trains in a visitor's browser, and test/badge.test.ts on both cores: three fits that reach
// every kind of addition, with their weights as bytes.
import type { Perceptron } from "../../src/index.js";

const [ROWS, COLUMNS, CLASSES] = [600, 37, 4]; // 37 is no multiple of the lanes of either type

/** Numbers from 0 to 1 of a linear congruential generator (Numerical Recipes), exact in f32 and f64. */
function* uniform(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield (state >>> 8) / 2 ** 24;
  }
}

/** Rows that no plane separates quite: the class is the largest of four columns, and one label in sixteen is wrong. */
function rows(): { data: Float64Array; y: number[] } {
  const numbers = uniform(1957);
  const data = Float64Array.from({ length: ROWS * COLUMNS }, () => numbers.next().value - 0.5);
  const y = Array.from({ length: ROWS }, (_, i) => {
    const scores = data.subarray(i * COLUMNS, i * COLUMNS + CLASSES);
    const wrong = numbers.next().value < 1 / 16;
    return (scores.indexOf(Math.max(...scores)) + (wrong ? 1 : 0)) % CLASSES;
  });
  return { data, y };
}

/**
 * The weights and biases of all fits, one after the other.
 *
 * @param Model the Perceptron that is put to the test
 * @returns little-endian doubles, whatever the type of the model
 */
export function weightsOfBadge(Model: typeof Perceptron): Uint8Array {
  const { data, y } = rows();
  const options = { maxIter: 12, tol: null };
  const fits = [
    new Model({ ...options, average: true, standardize: true }).fit({ data, rows: ROWS, cols: COLUMNS }, y),
    new Model({ ...options, multiclass: "joint", eta0: 0.1 }).fit(
      { data: Float32Array.from(data), rows: ROWS, cols: COLUMNS },
      y,
    ),
    new Model({ ...options, keep: "best" }).fit({ data, rows: ROWS, cols: COLUMNS }, y),
  ];
  const numbers = fits.flatMap(({ coef, intercept }) => [...coef.data, ...intercept]);
  const bytes = new DataView(new ArrayBuffer(numbers.length * 8));
  numbers.forEach((number, i) => {
    bytes.setFloat64(i * 8, number, true);
  });
  return new Uint8Array(bytes.buffer);
}
