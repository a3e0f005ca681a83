import type { Label, Matrix } from "../index.js";
import type { Cell, Table } from "../table/index.js";
import { InputError, UsageError } from "./errors.js";
import { titleOf, writeParts } from "./files.js";
import { refuseBeside, type Values } from "./flags.js";
import { readModel, type SavedModel, wantedFor } from "./saved-model.js";
import { explain, readBatches } from "./tables.js";

/** Writes the answer to each row of a file: as CSV under a header line, or as JSON. */
export async function predict(modelFile: string, file: string, values: Values): Promise<number> {
  refuseBeside(values, "top", ["abstain"], "one names what the other withholds");
  if (values.unknown !== undefined && values.abstain === undefined)
    throw new UsageError("--unknown LABEL is what --abstain SHARE says, which is missing");
  const saved = readModel(modelFile, values, file);
  const wanted = await wantedFor(saved, file, values);
  await writeParts(values.out ?? "-", async (output) => {
    const write = values.json ? new JsonColumns() : new CsvLines();
    let columns: string[] | undefined;
    for await (const table of readBatches(file, values, wanted)) {
      const answers = explain(file, () => answersOf(saved, table, values));
      const all = values.append
        ? table.names.map((name): [string, ArrayLike<Cell>] => [name, cellsOf(table, name)])
        : [];
      for (const [name, cells] of answers) all.push([freeName(name, all), cells]);
      if (columns === undefined) {
        columns = all.map(([name]) => name);
        await output(write.head(columns));
      }
      await output(
        write.rows(
          all.map(([, cells]) => cells),
          table.rows,
        ),
      );
    }
    await output(write.end());
  });
  return 0;
}

/** A name that no column before it has. */
const freeName = (name: string, columns: readonly (readonly [string, unknown])[]): string =>
  columns.some(([taken]) => taken === name) ? freeName(`predicted_${name}`, columns) : name;

/** The columns of the answer: labels, and scores and probabilities where they are asked for. */
function answersOf(
  { file, pipeline, calibrated, notes }: SavedModel,
  table: Table,
  values: Values,
): [string, ArrayLike<Cell>][] {
  const target = notes.target ?? "label";
  const { scores, proba, top, abstain, unknown = "unknown" } = values;
  if ((proba || abstain !== undefined) && calibrated === undefined) {
    throw new InputError(`${titleOf(file)} knows no probabilities; train it with --calibrate`);
  }
  const { classes } = pipeline;
  if (abstain !== undefined && classes.map(String).includes(unknown))
    throw new UsageError(`"${unknown}" is a label of this model; --unknown LABEL says another`);
  const numbers = (scores || top !== undefined) && scoresOf(pipeline.decisionFunction(table), classes.length);
  const shares = proba && calibrated && scoresOf(calibrated.predictProba(table), classes.length);
  if (top !== undefined)
    return topOf(target, classes, Math.min(top, classes.length), scores, numbers || [], shares || undefined);
  const labels =
    abstain === undefined
      ? (calibrated ?? pipeline).predict(table)
      : calibrated?.predict(table, { abstainBelow: abstain, unknown });
  const perClass = (name: string, rows: number[][] | false | undefined): [string, Cell[]][] =>
    rows ? classes.map((label, j) => [`${name}_${label}`, rows.map((row) => row[j] as number)]) : [];
  return [[target, labels as Cell[]], ...perClass("proba", shares), ...perClass("score", numbers)];
}

/** The likeliest labels of each row, with their probabilities, or with their scores where there are none or both are wanted. */
function topOf(
  target: string,
  classes: readonly Label[],
  count: number,
  withScores: boolean | undefined,
  scores: number[][],
  shares: number[][] | undefined,
): [string, Cell[]][] {
  const ranked = scores.map((row, i) =>
    classes
      .map((_, j) => ({ j, proba: shares?.[i]?.[j] ?? 0, score: row[j] as number }))
      .sort((a, b) => b.proba - a.proba || b.score - a.score),
  );
  const told = [...(shares ? ["proba" as const] : []), ...(withScores || !shares ? ["score" as const] : [])];
  return Array.from({ length: count }, (_, place): [string, Cell[]][] => {
    const suffix = place === 0 ? "" : `_${place + 1}`;
    const at = ranked.map((order) => order[place] as (typeof order)[0]);
    return [
      [`${target}${suffix}`, at.map(({ j }) => String(classes[j]))],
      ...told.map((name): [string, Cell[]] => [`${name}${suffix}`, at.map((ranks) => ranks[name])]),
    ];
  }).flat();
}

/** The score of each class, for each row; of two classes the first has −z. */
function scoresOf({ data, rows, cols }: Matrix, count: number): number[][] {
  return Array.from({ length: rows }, (_, i) => {
    const row = Array.from(data.subarray(i * cols, (i + 1) * cols));
    return cols === 1 && count === 2 ? [-(row[0] as number), row[0] as number] : row;
  });
}

function cellsOf(table: Table, name: string): ArrayLike<Cell> {
  const column = table.column(name);
  if (!("dictionary" in column)) return Array.from(column, (value) => (Number.isNaN(value) ? null : value));
  return Array.from(column.codes, (code) => column.dictionary[code] as string);
}

class CsvLines {
  head = (names: readonly string[]): string => `${names.map(csvCell).join(",")}\n`;
  rows(columns: readonly ArrayLike<Cell>[], count: number): string {
    let lines = "";
    for (let i = 0; i < count; i++)
      lines += `${columns.map((cells) => csvCell(String(cells[i] ?? ""))).join(",")}\n`;
    return lines;
  }
  end = (): string => "";
}

/** A cell as RFC 4180 has it, quoted also where it holds what other dialects take for a delimiter. */
const csvCell = (cell: string): string =>
  /[",;|\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** `{ "columns": [ … ], "rows": [ [ … ], … ] }`, written row by row. */
class JsonColumns {
  #isFirst = true;
  head = (names: readonly string[]): string => `{"columns":${JSON.stringify(names)},"rows":[`;
  rows(columns: readonly ArrayLike<Cell>[], count: number): string {
    let text = "";
    for (let i = 0; i < count; i++) {
      text += `${this.#isFirst ? "" : ","}\n${JSON.stringify(columns.map((cells) => cells[i] ?? null))}`;
      this.#isFirst = false;
    }
    return text;
  }
  end = (): string => "\n]}\n";
}
