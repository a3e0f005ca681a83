// Pipelines and calibrated models that targets are tried on, with weights and curves that nobody trained.
import { CalibratedModel } from "../../src/calibration/index.js";
import { AssociationLayer, type AssociationLayerOptions } from "../../src/features/index.js";
import { type DType, Perceptron } from "../../src/index.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { readTable, type Table, TableEncoder } from "../../src/table/index.js";
import type { Random } from "../support/random.js";
import { randomPerceptron, randomRows, type Shape } from "../support/random-models.js";
import type { Case } from "./models.js";

/**
 * An association layer before a model, both with numbers over 30 binades.
 *
 * @param shape  of the model, if not any
 */
export function associated(
  random: Random,
  count: number,
  shape: Shape & { activation?: "relu" } = {},
): (Case & { layer: AssociationLayer })[] {
  return Array.from({ length: count }, () => {
    const dtype = random.pick(["f32", "f64"] as const);
    const units = random.integer(2, 30);
    const fields = random.pick<AssociationLayerOptions["fields"]>([
      "all",
      { fan: random.integer(1, 20) },
      { width: 4, height: 3, size: [1, 3] },
    ]);
    const activation = shape.activation ?? random.pick(["relu", "heaviside"] as const);
    const rows = randomRows(random, 6, 12);
    const options = { units, fields, activation, dtype, randomState: random.integer(0, 1000) };
    const layer = new AssociationLayer(options).fit(rows);
    const kind = random.pick(["binary", "multiclass"] as const);
    const perceptron = randomPerceptron(random, { d: units, dtype, kind, ...shape });
    const model = new Pipeline([layer, perceptron]);
    return {
      ...{ model: model as unknown as Perceptron, layer, dtype, rows, classes: perceptron.classes },
      ...{ labels: model.predict(rows) as unknown[], scores: model.decisionFunction(rows).data },
    };
  });
}

/** Perceptrons with curves whose points are scores of their rows, so that corners, ties and both ends are met. */
export function calibratedCases(random: Random, count: number, shape: Shape = {}): Case[] {
  return Array.from({ length: count }, () => {
    const dtype = random.pick(["f32", "f64"] as const);
    const perceptron = randomPerceptron(random, {
      dtype,
      kind: random.pick(["binary", "multiclass"]),
      ...shape,
    });
    const rows = randomRows(random, 8, perceptron.coef.cols);
    const { data, cols } = perceptron.decisionFunction(rows);
    const curves = Array.from({ length: cols }, (_, j) => {
      const own = rows.map((_, i) => data[i * cols + j] as number).sort((a, b) => a - b);
      const scores = [...new Set(own.filter(() => random.uniform() < 0.6))];
      if (scores.length === 0) scores.push(0);
      const probabilities = scores.map(() => random.integer(0, 4) / 4).sort((a, b) => a - b);
      return { scores, probabilities };
    });
    const model = CalibratedModel.fromJSON<number[][]>({
      ...{ format: "rosenblatt.calibrated", version: 1, model: perceptron.toJSON() },
      calibration: { curves, rows: 1, behind: [0] },
    });
    return {
      ...{ model: model as unknown as Perceptron, dtype, rows, classes: perceptron.classes },
      ...{ labels: model.predict(rows), scores: data, probabilities: model.predictProba(rows).data },
    };
  });
}

export interface TableCase {
  readonly model: Pipeline;
  readonly table: Table;
  readonly records: Record<string, string | number | null>[];
}

export const tableOf = (records: TableCase["records"]): Promise<Table> =>
  readTable(records.map((record) => JSON.stringify(record)).join("\n"), { format: "jsonl" } as never);

/** Tables of numbers and categories, some of them missing, and what learns to tell their rows apart. */
export async function tableCase(
  random: Random,
  ofNumbers = false,
  { encoded, dtype, gaps = 0.1 }: { encoded?: DType; dtype?: DType; gaps?: number } = {},
): Promise<TableCase> {
  const categories = ["red", 'say "no"', "it's; --", "naïve ☃"];
  const records = Array.from({ length: 40 }, () => ({
    "a b": random.uniform() < gaps ? null : Math.round(random.uniform() * 100) / 4,
    'c"d': Math.round(random.uniform() * 1000) / 8,
    kind: random.uniform() < gaps ? null : random.pick(categories),
  }));
  const table = await tableOf(records);
  const labels = ["low", "middle", "high"].slice(0, random.integer(2, 3));
  const y = records.map(
    (record, i) => labels[(Number(record["a b"] ?? 3) * 4 + i) % labels.length] as string,
  );
  const layer = random.pick([
    [],
    [new AssociationLayer({ units: 20, randomState: random.integer(0, 99), dtype })],
  ]);
  const model = new Pipeline([
    new TableEncoder({
      types: { "a b": "number", 'c"d': "number", kind: ofNumbers ? "ignore" : "category" },
      dtype: encoded,
    }),
    ...layer,
    new Perceptron({
      dtype,
      maxIter: 20,
      average: random.uniform() < 0.5,
      standardize: random.uniform() < 0.3,
    }),
  ]).fit(table, y) as unknown as Pipeline;
  return { model, table, records };
}

/** The same as rows of numbers, in f32 and f64, with categories that training did not see, and some calibrated. */
export async function tableRows(random: Random): Promise<Case> {
  const dtype = random.pick(["f32", "f64"] as const);
  const { model, records } = await tableCase(random, false, {
    encoded: random.pick(["f32", "f64"] as const),
    dtype,
  });
  const asked: TableCase["records"] = [
    ...records,
    ...records.slice(0, 3).map((record) => ({ ...record, kind: "never seen" })),
  ];
  const table = await tableOf(asked);
  const { columns } = (model.steps[0] as TableEncoder).toJSON() as unknown as {
    columns: { name: string; categories?: string[] }[];
  };
  const rows = asked.map((record) =>
    columns.map(({ name, categories }) => {
      const value = record[name] ?? Number.NaN;
      return typeof value === "string" ? (categories as string[]).indexOf(value) : value;
    }),
  );
  const { classes } = model.model;
  const known = { dtype, rows, classes, isTable: true };
  const { data, cols } = model.decisionFunction(table);
  if (random.uniform() < 0.5)
    return { ...known, model: model as never, labels: model.predict(table) as unknown[], scores: data };
  const curve = { scores: [-1, 0.5, 2], probabilities: [0.125, 0.5, 0.75] };
  const calibrated = CalibratedModel.fromJSON<Table>(
    {
      ...{ format: "rosenblatt.calibrated", version: 1, model: model.toJSON() },
      calibration: { curves: Array(cols).fill(curve), rows: 1, behind: [0] },
    },
    { load: () => model as never },
  );
  return {
    ...{ ...known, model: calibrated as never, labels: calibrated.predict(table), scores: data },
    probabilities: calibrated.predictProba(table).data,
  };
}
