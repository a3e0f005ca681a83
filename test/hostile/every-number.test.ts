// Every number of every file of today's versions, replaced: the file is refused, or what it loads answers with finite numbers.
import { describe, expect, it } from "vitest";
import { CalibratedModel, calibrate } from "../../src/calibration/index.js";
import { checkManifest } from "../../src/cluster/index.js";
import { shardBytes } from "../../src/cluster/manifest.js";
import { Interactions } from "../../src/features/index.js";
import { Perceptron, TLU } from "../../src/index.js";
import { parity, ThresholdNetwork } from "../../src/network/index.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { calibrated, loadModel } from "../../src/predict/index.js";
import { headerOf, withHeader } from "../support/files.js";
import { sixTimes, X, y } from "../support/fitted-models.js";
import { outcome } from "../support/outcome.js";

const perceptron = new Perceptron({ standardize: true, average: true, maxIter: 2 }).fit(X, y);
const pipeline = new Pipeline([new Interactions(), new Perceptron()]).fit(X, y);
const probable = calibrate(new Perceptron(), sixTimes(X), sixTimes(y));
const size = { dtype: "f64", layout: "dense", cols: 2 } as const;
const shard = { file: "shard-00000.bin", rows: 4, counts: [3, 1], sha256: "0".repeat(64) };
const manifest = {
  ...{ format: "rosenblatt.shards", version: 1, ...size, rows: 4, classes: [0, 1] },
  shards: [{ ...shard, bytes: shardBytes(size, shard) }],
};

type Answering = { predict(X: unknown): ArrayLike<unknown>; decisionFunction?(X: unknown): unknown };
const steps = [Interactions, calibrated] as never;
/** What is saved, what reads its JSON, and what reads its bytes if it has any. */
const files: Record<
  string,
  [saved: object, json: ((of: never) => unknown)[], bytes?: (of: never) => unknown]
> = {
  Perceptron: [perceptron, [(of) => Perceptron.fromJSON(of), loadModel], (of) => Perceptron.fromBytes(of)],
  TLU: [new TLU({ weights: [1, 2], bias: -1 }), [(of) => TLU.fromJSON(of), loadModel]],
  ThresholdNetwork: [parity(2), [(of) => ThresholdNetwork.fromJSON(of), loadModel]],
  Pipeline: [
    pipeline,
    [
      (of) => Pipeline.fromJSON(of, { steps: [Interactions] }),
      (of) => loadModel(of, { steps: [Interactions] as never }),
    ],
    (of) => Pipeline.fromBytes(of, { steps: [Interactions] }),
  ],
  CalibratedModel: [
    probable,
    [(of) => CalibratedModel.fromJSON(of), (of) => loadModel(of, { steps })],
    (of) => CalibratedModel.fromBytes(of),
  ],
  manifest: [manifest, [(of) => checkManifest(of)]],
};

const ODD = [Number.NaN, Infinity, -Infinity, 1e300, -1e300, 2 ** 53, -1, 0.5, null, "1", true, [], {}, 1n];

/** JSON in which the number at a place is another; undefined beyond the last. */
function edited(text: string, place: number, value: unknown): object | undefined {
  let seen = 0;
  const file: object = JSON.parse(text, (_, found) =>
    typeof found === "number" && seen++ === place ? value : found,
  );
  return seen > place ? file : undefined;
}

/** What comes of a file: a code, or that what it loads answers as it should. */
async function readBy(load: (of: never) => unknown, file: unknown): Promise<string> {
  const model = await outcome(() => load(file as never) as Answering);
  if (typeof model === "string") return model;
  if (typeof model.predict !== "function") return "no model";
  const scores = await outcome(() => model.decisionFunction?.(X) ?? { data: [] });
  if (typeof scores === "string") return scores;
  expect(Array.from((scores as { data: ArrayLike<number> }).data).every(Number.isFinite)).toBe(true);
  return String(await outcome(() => Array.from(model.predict(X), String).join()));
}

describe.each(Object.entries(files))("%s", (_, [saved, jsons, fromBytes]) => {
  it("as JSON", async () => {
    const text = JSON.stringify(saved);
    for (let place = 0; edited(text, place, 0) !== undefined; place++) {
      for (const value of ODD)
        for (const load of jsons) {
          const told = await readBy(load, edited(text, place, value));
          expect(told, `${place} as ${String(value)}`).not.toMatch(/NaN|undefined|Infinity/);
        }
    }
  });

  it.skipIf(fromBytes === undefined)("as bytes: whatever a number of the header claims", async () => {
    const bytes = (saved as unknown as { toBytes(): Uint8Array }).toBytes();
    const header = headerOf(bytes);
    for (let place = 0; edited(header, place, 0) !== undefined; place++) {
      for (const value of [...ODD.slice(3, -1), 2 ** 31, 2 ** 32 - 1, 2 ** 53 - 1, 2e8]) {
        const file = withHeader(bytes, () => JSON.stringify(edited(header, place, value)));
        for (const load of [fromBytes as (of: never) => unknown, (of: never) => loadModel(of, { steps })]) {
          const told = await readBy(load, file);
          expect(told, `${place} as ${String(value)}`).not.toMatch(/NaN|undefined|Infinity/);
        }
      }
    }
  });
});
