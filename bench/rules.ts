// What a rule costs: PA-I and AROW beside the perceptron's own rule where each row is corrected, and PA-I beside
// scikit-learn's PassiveAggressiveClassifier over the same rows in the same order, to the same weights but for rounding
// (where there is a python3 that has it).
//
//   npm run bench -- rules
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { gunzipSync } from "node:zlib";
import { sfc32 } from "../src/base/random.js";
import { Perceptron, type PerceptronOptions } from "../src/index.js";
import { arow, passiveAggressive } from "../src/rules/index.js";
import { readSvmlight } from "../src/svmlight/index.js";
import { machine, summary } from "./clock.js";
import { findPython } from "./python.js";

const ROUNDS = 9;
const random = sfc32(2006, 0);
const real = (): number => random() / 2 ** 31 - 1;

interface Rows {
  readonly data: Float32Array | Float64Array;
  readonly rows: number;
  readonly cols: number;
  readonly indptr?: Uint32Array;
  readonly indices?: Uint32Array;
}
interface Samples {
  readonly name: string;
  readonly X: never;
  readonly y: Float64Array;
}

/** Rows in equal pairs, of which the first is of one class and the second of the other: from weights of 0 on, every row is wrong. */
function pairs(n: number, d: number, stored: number, dtype: "f32" | "f64"): Samples {
  const Numbers = dtype === "f32" ? Float32Array : Float64Array;
  const data = new Numbers(n * stored);
  const indices = new Uint32Array(n * stored);
  for (let i = 0; i < n; i += 2) {
    const first = random() % Math.floor(d / stored);
    for (let p = 0; p < stored; p++) {
      data[i * stored + p] = real();
      indices[i * stored + p] = first + p * Math.floor(d / stored);
    }
    data.copyWithin((i + 1) * stored, i * stored, (i + 1) * stored);
    indices.copyWithin((i + 1) * stored, i * stored, (i + 1) * stored);
  }
  const isSparse = stored < d;
  const indptr = Uint32Array.from({ length: n + 1 }, (_, i) => i * stored);
  const X: Rows = { data, rows: n, cols: d, ...(isSparse && { indptr, indices }) };
  return {
    name: `${n}×${d}${isSparse ? `, ${stored} stored` : ""}, ${dtype}`,
    X: X as never,
    y: Float64Array.from({ length: n }, (_, i) => i % 2),
  };
}

/** Seconds of each contestant, in turn. */
function interleaved(contestants: readonly (() => unknown)[]): number[][] {
  const seconds: number[][] = contestants.map(() => []);
  for (const run of contestants) run();
  for (let round = 0; round < ROUNDS; round++) {
    contestants.forEach((run, k) => {
      const begin = performance.now();
      run();
      seconds[k]?.push((performance.now() - begin) / 1000);
    });
  }
  return seconds;
}

const ratios = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((seconds, i) => seconds / (b[i] as number));

/** A step so small that two of it cancel out: then PA-I, too, has every row wrong. */
const rules: PerceptronOptions["rule"][] = [undefined, passiveAggressive({ C: 2 ** -20 }), arow()];

function besideOwnRule({ name, X, y }: Samples): void {
  const options = { maxIter: 5, tol: null, shuffle: false, fitIntercept: false } as const;
  const learners = rules.map((rule) => () => new Perceptron({ ...options, rule }).fit(X, y as never));
  for (const learn of learners.slice(0, 2)) {
    const { mistakes } = learn().history[0] ?? {};
    if (mistakes !== y.length) throw new Error(`${name}: ${mistakes} of ${y.length} rows were corrected`);
  }
  const [own, pa, adaptive] = interleaved(learners) as [number[], number[], number[]];
  const cells = [name, summary(own), summary(pa), summary(ratios(pa, own)), summary(ratios(adaptive, own))];
  console.log(`| ${cells.join(" | ")} |`);
}

const PROGRAM = `
import sys, time, json, warnings, numpy as np, scipy.sparse, sklearn
from sklearn.linear_model import PassiveAggressiveClassifier
warnings.filterwarnings("ignore")
folder, n, d, epochs, C = sys.argv[1], *map(int, sys.argv[2:5]), float(sys.argv[5])
data = np.fromfile(folder + "/data"); y = np.fromfile(folder + "/y")
try:
    X = scipy.sparse.csr_matrix((data, np.fromfile(folder + "/indices", dtype=np.int32), np.fromfile(folder + "/indptr", dtype=np.int32)), shape=(n, d))
except FileNotFoundError:
    X = data.reshape(n, d)
print(sklearn.__version__, flush=True)
for line in sys.stdin:
    m = PassiveAggressiveClassifier(C=C, max_iter=epochs, tol=None, shuffle=False, fit_intercept=False)
    begin = time.perf_counter(); m.fit(X, y); seconds = time.perf_counter() - begin
    print(json.dumps({"seconds": seconds, "coef": m.coef_.ravel().tolist() if line.strip() == "coef" else None}), flush=True)
`;

async function besideScikitLearn(
  python: string,
  { name, X, y }: Samples,
  C: number,
  epochs: number,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "rules-"));
  const { data, rows, cols, indptr, indices } = X as Rows;
  writeFileSync(join(folder, "data"), data);
  writeFileSync(join(folder, "y"), y);
  if (indptr && indices) {
    writeFileSync(join(folder, "indptr"), indptr);
    writeFileSync(join(folder, "indices"), indices);
  }
  const child = spawn(python, ["-c", PROGRAM, folder, ...[rows, cols, epochs, C].map(String)]);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const ask = async (line: string) => {
    child.stdin.write(`${line}\n`);
    return JSON.parse((await lines.next()).value as string) as { seconds: number; coef: number[] | null };
  };
  try {
    const version = (await lines.next()).value as string;
    const learn = () =>
      new Perceptron({
        rule: passiveAggressive({ C }),
        maxIter: epochs,
        tol: null,
        shuffle: false,
        fitIntercept: false,
      }).fit(X, y as never);
    const [ours, theirs] = [learn().coef.data, (await ask("coef")).coef as number[]];
    const most = Math.max(...theirs.map(Math.abs));
    if (ours.some((w, j) => Math.abs(w - (theirs[j] as number)) > 1e-9 * most))
      throw new Error(`${name}: the weights differ`);
    const [own, other]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      other.push((await ask("")).seconds);
      const begin = performance.now();
      learn();
      own.push((performance.now() - begin) / 1000);
    }
    console.log(
      `| ${[name, version, summary(other), summary(own), `**${summary(ratios(other, own))}**`].join(" | ")} |`,
    );
  } finally {
    child.stdin.end();
    rmSync(folder, { recursive: true });
  }
}

/** Points around a centre for each class, which overlap. */
function clouds(n: number, d: number, classes: number): Samples {
  const centre = Array.from({ length: classes * d }, real);
  const y = Float64Array.from({ length: n }, () => random() % classes);
  const data = new Float64Array(n * d);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < d; j++) data[i * d + j] = 5 * real() + (centre[(y[i] as number) * d + j] as number);
  return { name: `${n}×${d}, ${classes} classes`, X: { data, rows: n, cols: d } as never, y };
}

/** The first 8,000 rows of a9a (Adult, UCI; CC BY 4.0). */
function a9a(): Samples {
  const text = gunzipSync(readFileSync("bench/data/a9a-8000.svmlight.gz")).toString();
  const { X, y } = readSvmlight(text, { cols: 123 });
  return { name: "a9a, 8000×123, sparse", X: X as never, y: Float64Array.from(y) };
}

console.log(`${machine()}; ${ROUNDS} interleaved rounds, median (range)\n`);
console.log(
  "| rows, each corrected in each of 5 epochs | own rule, s | PA-I, s | PA-I / own | AROW / own |\n|---|--:|--:|--:|--:|",
);
for (const dtype of ["f32", "f64"] as const) {
  besideOwnRule(pairs(10_000, 784, 784, dtype));
  besideOwnRule(pairs(20_000, 64, 64, dtype));
  besideOwnRule(pairs(20_000, 2 ** 14, 60, dtype));
}
const python = findPython();
if (python === undefined)
  console.log("\nthere is no python3 with sklearn here: nothing was compared with it");
else {
  console.log("\n| rows | scikit-learn | its seconds | ours | times as fast |\n|---|---|--:|--:|--:|");
  await besideScikitLearn(python, clouds(20_000, 784, 2), 0.01, 20);
  await besideScikitLearn(python, clouds(10_000, 784, 10), 0.01, 10);
  await besideScikitLearn(python, clouds(20_000, 64, 2), 0.01, 20);
  await besideScikitLearn(python, a9a(), 0.01, 50);
}
