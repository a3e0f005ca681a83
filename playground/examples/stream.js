// Learns from a stream of rows, one JSON object a line, and never holds more than a batch of them:
//
//   produce-rows | node stream.js model.bin      { "x": [5.1, 1.9], "y": "virginica" }
//
// A model that is already in the file goes on learning. It is saved after each batch; a line that is no row is reported
// and skipped.
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Perceptron } from "rosenblatt";

const BATCH_ROWS = 100;
const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error("usage: produce-rows | node stream.js model.bin");
  process.exit(2);
}

/** The row of a line, or undefined. */
function rowOf(line) {
  try {
    const { x, y } = JSON.parse(line);
    if (Array.isArray(x) && x.every(Number.isFinite) && typeof y === "string") return { x, y };
  } catch {}
  console.error(`skipped: ${line.slice(0, 60)}`);
  return undefined;
}

async function* batches(lines) {
  let batch = { X: [], y: [] };
  for await (const line of lines) {
    const row = rowOf(line);
    if (row === undefined) continue;
    batch.X.push(row.x);
    batch.y.push(row.y);
    if (batch.y.length < BATCH_ROWS) continue;
    yield batch;
    batch = { X: [], y: [] };
  }
  if (batch.y.length > 0) yield batch;
}

/** Beside the old file first: whoever reads it meanwhile, or after a crash, finds a whole one. */
function save(model) {
  writeFileSync(`${file}.new`, model.toBytes());
  renameSync(`${file}.new`, file);
}

const model = existsSync(file)
  ? Perceptron.fromBytes(readFileSync(file))
  : new Perceptron({ multiclass: "joint" });
await model.fitStream(batches(createInterface({ input: process.stdin })), {
  classes: "grow",
  onEpoch({ rows, progressive }) {
    save(model);
    console.log(`${rows} rows, ${(100 * progressive).toFixed(1)} % right before they were learned from`);
  },
});
