// The association layer of the README's size, 60,000×784 through 2048 units with fields of 10×10, against numpy's dense product
// on one thread with the same weights (a matrix of −1, 0 and 1), and against expert JavaScript over the same fields.
//
//   npm run bench -- layer [ROUNDS]
//
// All of them work in blocks of rows and keep none of the results. A round runs one after the other; a ratio is of times of the
// same round. JavaScript has a tenth of the rows. Before anything is timed, results are compared.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AssociationLayer } from "../src/features/index.js";
import { machine, processorSeconds, summary } from "./clock.js";
import { findPython } from "./python.js";
import { reals } from "./training-data.js";

const [ROWS, SIDE, UNITS, FIELD] = [60_000, 28, 2048, 10];
const D = SIDE * SIDE;
const JS_SHARE = 10;
const rounds = Number(process.argv[2] ?? 5);

/** Like images of digits: four fifths of the pixels are 0. */
const X = reals("f32", ROWS * D, 3).map((x) => Math.max(0, x - 0.6)) as Float32Array;
const layer = new AssociationLayer({
  units: UNITS,
  fields: { width: SIDE, height: SIDE, size: FIELD },
  dtype: "f32",
});
layer.fit({ data: X.subarray(0, 1000 * D), rows: 1000, cols: D });
const part = (rows: number) => ({ data: X.subarray(0, rows * D), rows, cols: D });

/** The layer written out: of each unit the inputs that it adds and that it subtracts. */
function wiring() {
  const plain = new AssociationLayer({ ...layer.toJSON().options, thresholds: -1000, dtype: "f64" });
  const fired = (x: Float64Array) => plain.transformOne(x);
  const units = Array.from({ length: UNITS }, () => ({ added: [] as number[], subtracted: [] as number[] }));
  for (let j = 0; j < D; j++) {
    const x = new Float64Array(D);
    x[j] = FIELD;
    fired(x).forEach((z, u) => {
      if (z > 1000.5) units[u]?.added.push(j);
      if (z < 999.5) units[u]?.subtracted.push(j);
    });
  }
  return units;
}

const units = wiring();
const thresholds = Float32Array.from(layer.toJSON().fitted?.thresholds ?? []);
const starts = Uint32Array.from({ length: 2 * UNITS + 1 });
units.forEach(({ added, subtracted }, u) => {
  starts[2 * u + 1] = (starts[2 * u] as number) + added.length;
  starts[2 * u + 2] = (starts[2 * u + 1] as number) + subtracted.length;
});
const inputs = Uint32Array.from(units.flatMap(({ added, subtracted }) => [...added, ...subtracted]));

/** Expert JavaScript: flat typed arrays, four sums for a unit, no allocation. */
function javascript(rows: number): Float32Array {
  const Z = new Float32Array(UNITS);
  for (let i = 0; i < rows; i++) {
    const x = X.subarray(i * D, (i + 1) * D);
    for (let u = 0; u < UNITS; u++) {
      const [middle, end] = [starts[2 * u + 1] as number, starts[2 * u + 2] as number];
      let p = starts[2 * u] as number;
      let [a, b, c, d] = [0, 0, 0, 0];
      for (; p + 3 < middle; p += 4) {
        a += x[inputs[p] as number] as number;
        b += x[inputs[p + 1] as number] as number;
        c += x[inputs[p + 2] as number] as number;
        d += x[inputs[p + 3] as number] as number;
      }
      for (; p < middle; p++) a += x[inputs[p] as number] as number;
      for (; p + 3 < end; p += 4) {
        a -= x[inputs[p] as number] as number;
        b -= x[inputs[p + 1] as number] as number;
        c -= x[inputs[p + 2] as number] as number;
        d -= x[inputs[p + 3] as number] as number;
      }
      for (; p < end; p++) a -= x[inputs[p] as number] as number;
      Z[u] = Math.max(0, (a + c + (b + d)) / FIELD - (thresholds[u] as number));
    }
  }
  return Z;
}

function here(rows: number): Float32Array {
  let last: Float32Array = new Float32Array();
  for (const { data } of layer.transformBlocks(part(rows))) last = data as Float32Array;
  return last.subarray(last.length - UNITS);
}

const NUMPY = `
import sys, time, numpy as np
folder, rows, d, units = sys.argv[1], *map(int, sys.argv[2:5])
X = np.fromfile(folder + "/X", np.float32).reshape(rows, d)
W = np.fromfile(folder + "/W", np.float32).reshape(d, units)
t = np.fromfile(folder + "/t", np.float32)
def run(rows):
    for i in range(0, rows, 512):
        Z = X[i : min(rows, i + 512)] @ W
        Z -= t
        np.maximum(Z, 0, out=Z)
    return Z
run(2048)
start = time.process_time()
Z = run(rows)
print(time.process_time() - start, *Z[-1, :8])
`;

function numpy(python: string, folder: string): { seconds: number; first: number[] } {
  const env = { ...process.env, OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1", OMP_NUM_THREADS: "1" };
  const args = ["-c", NUMPY, folder, ...[ROWS, D, UNITS].map(String)];
  const { stdout, stderr } = spawnSync(python, args, { encoding: "utf8", env });
  const [seconds, ...first] = stdout.trim().split(" ").map(Number);
  if (seconds === undefined || Number.isNaN(seconds)) throw new Error(stderr);
  return { seconds, first };
}

function compare(name: string, expected: ArrayLike<number>, actual: ArrayLike<number>): void {
  for (let u = 0; u < actual.length; u++) {
    if (!(Math.abs((expected[u] as number) - (actual[u] as number)) < 1e-4)) {
      throw new Error(`${name}: unit ${u} is ${actual[u]}, and ${expected[u]} here`);
    }
  }
}

const written = (values: readonly number[]): string => summary(values, (value) => value.toFixed(2));

const folder = mkdtempSync(join(tmpdir(), "layer-"));
try {
  const python = findPython();
  const W = new Float32Array(D * UNITS);
  units.forEach(({ added, subtracted }, u) => {
    for (const j of added) W[j * UNITS + u] = 1 / FIELD;
    for (const j of subtracted) W[j * UNITS + u] = -1 / FIELD;
  });
  writeFileSync(join(folder, "X"), X);
  writeFileSync(join(folder, "W"), W);
  writeFileSync(join(folder, "t"), thresholds);
  compare("JavaScript", here(1000), javascript(1000));
  const [own, js, py]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    own.push(processorSeconds(() => here(ROWS)));
    js.push(processorSeconds(() => javascript(ROWS / JS_SHARE)) * JS_SHARE);
    if (python === undefined) continue;
    const { seconds, first } = numpy(python, folder);
    if (round === 0) compare("numpy", here(ROWS), first);
    py.push(seconds);
  }
  const times = (others: readonly number[]) =>
    written(others.map((seconds, i) => seconds / (own[i] as number)));
  console.log(
    `${ROWS}×${D} through ${UNITS} units with fields of ${FIELD}×${FIELD}, f32, relu; ${rounds} rounds, CPU seconds`,
  );
  console.log(`here          ${written(own)} s`);
  console.log(`JavaScript    ${written(js)} s, here ${times(js)} times as fast`);
  if (py.length > 0) console.log(`numpy, dense  ${written(py)} s, here ${times(py)} times as fast`);
  console.log(machine());
} finally {
  rmSync(folder, { recursive: true });
}
