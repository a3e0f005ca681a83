// Learns from a stream of rows, one JSON object a line, and never holds more than a batch of them:
//
//   produce-rows | node stream.js model.bin      { "x": [5.1, 1.9], "y": "virginica" }
//
// A model that is already in the file goes on learning.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { Perceptron } from "rosenblatt";

const BATCH_ROWS = 100;
const [file] = process.argv.slice(2);

async function* batches(lines) {
  let batch = { X: [], y: [] };
  for await (const line of lines) {
    const { x, y } = JSON.parse(line);
    batch.X.push(x);
    batch.y.push(y);
    if (batch.y.length < BATCH_ROWS) continue;
    yield batch;
    batch = { X: [], y: [] };
  }
  if (batch.y.length > 0) yield batch;
}

const model = existsSync(file)
  ? Perceptron.fromBytes(readFileSync(file))
  : new Perceptron({ multiclass: "joint" });
await model.fitStream(batches(createInterface({ input: process.stdin })), {
  classes: "grow",
  onEpoch: ({ rows, progressive }) =>
    console.log(`${rows} rows, ${(100 * progressive).toFixed(1)} % right before they were learned from`),
});
writeFileSync(file, model.toBytes());
