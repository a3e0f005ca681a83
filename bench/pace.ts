// How long other tasks wait, what averaging and the pocket cost, and what fits leave behind.
//
//   npm run bench -- pace
import { sfc32 } from "../src/base/random.js";
import { type MatrixInput, Perceptron, type PerceptronOptions } from "../src/index.js";
import { machine, processorSeconds, summary } from "./clock.js";

const ROUNDS = 9;
const SEED = 1999;

/** Rows around two seeded points, and their labels; the wider the spread, the more mistakes. */
function trainingData(n: number, d: number, spread: number) {
  const random = sfc32(SEED, d);
  const real = (): number => random() / 2 ** 31 - 1;
  const centre = Array.from({ length: 2 * d }, real);
  const data = new Float32Array(n * d);
  const y = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    y[i] = random() & 1;
    for (let j = 0; j < d; j++)
      data[i * d + j] = spread * real() + (centre[(y[i] as number) * d + j] as number);
  }
  return { X: { data, rows: n, cols: d }, y };
}

const time = (options: PerceptronOptions, X: MatrixInput, y: Uint8Array): number => {
  const model = new Perceptron(options);
  return processorSeconds(() => model.fit(X, y));
};

function averaging(): void {
  console.log(
    '\n| training | mistakes | with `average`, times as long | with `keep: "best"` |\n|---|--:|--:|--:|',
  );
  for (const [n, d, spread] of [
    [20_000, 64, 2.2],
    [20_000, 784, 9],
    [2_000, 16, 0.95],
  ] as const) {
    const { X, y } = trainingData(n, d, spread);
    const options = { shuffle: false, tol: null, maxIter: n === 2_000 ? 50 : 5 };
    const { history } = new Perceptron(options).fit(X, y);
    const rate = history.reduce((sum, { mistakes }) => sum + mistakes, 0) / (history.length * n);
    const dearer: PerceptronOptions[] = [{ average: true }, { keep: "best" }];
    const ratios: number[][] = dearer.map(() => []);
    for (let round = 0; round <= ROUNDS; round++) {
      const plain = time(options, X, y);
      const times = dearer.map((more) => time({ ...options, ...more }, X, y) / plain);
      if (round > 0) for (const [i, ratio] of times.entries()) ratios[i]?.push(ratio);
    }
    console.log(
      `| ${n}×${d}, f32 | ${(100 * rate).toFixed(1)} % | ${ratios.map((each) => summary(each, (ratio) => ratio.toFixed(3))).join(" | ")} |`,
    );
  }
}

/** The longest that another task waits while `call` runs, and the share of waits over 10 ms. */
async function gaps(
  call: () => Promise<unknown>,
): Promise<{ longest: number; over: number; seconds: number }> {
  const begin = performance.now();
  const waits: number[] = [];
  let last = begin;
  let next = setImmediate(function tick() {
    const now = performance.now();
    waits.push(now - last);
    last = now;
    next = setImmediate(tick);
  });
  await call();
  waits.push(performance.now() - last);
  clearImmediate(next);
  return {
    longest: Math.max(...waits),
    over: waits.filter((wait) => wait > 10).length,
    seconds: (performance.now() - begin) / 1000,
  };
}

async function waiting(): Promise<void> {
  console.log("\n| fitAsync | seconds | longest wait, ms | waits over 10 ms |\n|---|--:|--:|--:|");
  const wide = trainingData(20_000, 784, 6);
  const tall = trainingData(1_000_000, 16, 3);
  // Made for its case alone: a collection of so many arrays is a wait too.
  const plain = () => ({
    X: Array.from({ length: 300_000 }, (_, i) => Array.from(tall.X.data.subarray(i * 16, (i + 1) * 16))),
    y: Array.from(tall.y.subarray(0, 300_000), (label) => `class ${label}`),
  });
  const cases: [string, PerceptronOptions, () => { X: MatrixInput; y: ArrayLike<string | number> }][] = [
    ["20,000×784 Float32Array", {}, () => wide],
    ["1,000,000×16 Float32Array", {}, () => tall],
    ["1,000,000×16, pocket and scaling", { keep: "best", standardize: true }, () => tall],
    ["1,000,000×16, early stopping", { earlyStopping: true, average: true }, () => tall],
    ["300,000×16 number[][], string labels", {}, plain],
  ];
  for (const [name, options, make] of cases) {
    const { X, y } = make();
    const model = new Perceptron({ tol: null, maxIter: 3, ...options });
    await model.fitAsync(X, y);
    const { longest, over, seconds } = await gaps(() => model.fitAsync(X, y));
    console.log(`| ${name} | ${seconds.toFixed(2)} | ${longest.toFixed(1)} | ${over} |`);
  }
}

async function leftovers(): Promise<void> {
  const { X, y } = trainingData(500, 16, 3);
  const megabytes = (): string => (process.memoryUsage().rss / 2 ** 20).toFixed(0);
  const model = new Perceptron({ tol: null, maxIter: 3 });
  for (let i = 0; i < 200; i++) await model.fitAsync(X, y);
  const before = megabytes();
  for (let i = 0; i < 2000; i++) {
    const controller = new AbortController();
    const onEpoch = i % 2 === 0 ? undefined : () => controller.abort();
    await model.fitAsync(X, y, { signal: controller.signal, onEpoch }).catch(() => {});
  }
  console.log(`\n2,000 fits, every other one aborted: RSS ${before} MB before, ${megabytes()} MB after`);
}

console.log(`${machine()}, seed ${SEED}; ${ROUNDS} interleaved rounds, median (range)`);
averaging();
await waiting();
await leftovers();
