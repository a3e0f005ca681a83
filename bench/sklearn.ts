// scikit-learn's Perceptron in Python against rosenblatt/sklearn: the same rows, seed and epochs, the same bits, in
// turn. Needs a python3 that has sklearn.
//
//   npm run bench -- sklearn
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { sfc32 } from "../src/base/random.js";
import { Perceptron } from "../src/sklearn/index.js";
import { machine, summary } from "./clock.js";
import { digits as readDigits } from "./digits.js";
import { findPython } from "./python.js";

const PROGRAM = `
import sys, time, json, warnings, numpy as np, sklearn
from sklearn.linear_model import Perceptron
warnings.filterwarnings("ignore")
folder, d, epochs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
X = np.fromfile(folder + "/X").reshape(-1, d); y = np.fromfile(folder + "/y", dtype=np.int32)
print(sklearn.__version__, flush=True)
for line in sys.stdin:
    m = Perceptron(max_iter=epochs, tol=None)
    begin = time.perf_counter(); m.fit(X, y); seconds = time.perf_counter() - begin
    print(json.dumps({"seconds": seconds, "coef": m.coef_.ravel().tolist() if line.strip() == "coef" else None}), flush=True)
`;

interface TrainingData {
  readonly name: string;
  readonly d: number;
  readonly data: Float64Array;
  readonly y: Int32Array;
  readonly epochs: number;
  /** Short fits are measured more often: these machines are noisy. */
  readonly rounds: number;
}

function clouds(n: number, d: number, classes: number, epochs: number): TrainingData {
  const random = sfc32(1958, 0);
  const real = (): number => random() / 2 ** 31 - 1;
  const centre = Array.from({ length: classes * d }, real);
  const y = Int32Array.from({ length: n }, () => random() % classes);
  const data = new Float64Array(n * d);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < d; j++) data[i * d + j] = 5 * real() + (centre[(y[i] as number) * d + j] as number);
  return { name: `${n}×${d}, ${classes} classes`, d, data, y, epochs, rounds: 9 };
}

function digits(): TrainingData {
  const { data, y } = readDigits();
  return { name: "digits 1797×64, 10 classes", d: 64, data, y, epochs: 20, rounds: 31 };
}

const python = findPython();

async function measure({ name, d, data, y, epochs, rounds }: TrainingData): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "sklearn-"));
  writeFileSync(join(folder, "X"), data);
  writeFileSync(join(folder, "y"), y);
  const child = spawn(python as string, ["-c", PROGRAM, folder, String(d), String(epochs)]);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const next = async (): Promise<string> => (await lines.next()).value as string;
  try {
    const version = await next();
    const X = { data, rows: y.length, cols: d };
    const options = {
      maxIter: epochs,
      tol: null,
      version: version.startsWith("1.2") ? "1.2" : "1.9",
    } as const;
    const theirs = async (line: string) => {
      child.stdin.write(`${line}\n`);
      return JSON.parse(await next()) as { seconds: number; coef: number[] | null };
    };
    const { coef } = await theirs("coef");
    const model = new Perceptron(options).fit(X, y);
    if (model.coef.data.some((w, i) => w !== coef?.[i])) throw new Error(`${name}: the weights differ`);
    const rate = (model.history.at(-1)?.mistakes ?? 0) / (y.length * model.classes.length);
    const [ours, other]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      other.push((await theirs("")).seconds);
      const begin = performance.now();
      new Perceptron(options).fit(X, y);
      ours.push((performance.now() - begin) / 1000);
    }
    const ratios = other.map((seconds, i) => seconds / (ours[i] as number));
    const cells = [`${name}, ${(100 * rate).toFixed(1)} % mistakes`, version, summary(other), summary(ours)];
    console.log(`| ${[...cells, `**${summary(ratios)}**`].join(" | ")} |`);
  } finally {
    child.stdin.end();
    rmSync(folder, { recursive: true });
  }
}

console.log(`${machine()}; 31 and 9 interleaved rounds, median (range), shuffle on, the same bits`);
if (python === undefined) console.log("there is no python3 with sklearn here: nothing was measured");
else {
  console.log("| rows | scikit-learn | its seconds | ours | times as fast |\n|---|---|--:|--:|--:|");
  for (const trainingData of [digits(), clouds(20_000, 784, 10, 5)]) await measure(trainingData);
}
