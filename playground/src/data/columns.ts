// The columns of a table that are drawn: what they are, which to begin with, and the points that they make.
import type { Table } from "rosenblatt/table";
import { MAX_CLASSES, type PointSet } from "./points";
import { seeded, shuffledIndices } from "./random";

/** What a column holds. An identifier tells rows apart, and a date when they were: neither is to be learned. */
export type ColumnKind = "numbers" | "words" | "identifier" | "date" | "constant";

export interface ColumnSummary {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly isNumeric: boolean;
  /** How many different values it has, counted up to a hundred. */
  readonly distinct: number;
}

/** The columns that are drawn, by index. */
export interface ColumnChoice {
  readonly x: number;
  readonly y: number;
  readonly label: number;
}

/** The longest name that is shown, in characters. */
const MAX_NAME_LENGTH = 40;
const MAX_COUNTED = 100;
/** A target has no more values than this. */
const MAX_TARGET_VALUES = 20;
const DATE = /^\d{4}-\d{1,2}-\d{1,2}([T ].*)?$|^\d{1,2}[./]\d{1,2}[./]\d{2,4}/;
const DATE_NAME = /(^|[_ ])(date|time|timestamp|datum|zeit|year|jahr|created|updated)([_ ]|$)/i;
const ID_NAME =
  /^(id|uuid|guid|index|idx|key|nr|no|row|rownames|unnamed.*)$|[_ ](id|uuid|key|nr|no)$|[a-z](Id|ID)$/i;
const TARGET_NAME =
  /^(target|class|label|y|outcome|species|survived|diagnosis|kind|type|category|group|result|response|quality|default|churn|digit|klasse|ziel|art|gruppe)$/i;

export const summaries = (table: Table): ColumnSummary[] => table.names.map((name) => summaryOf(table, name));

function summaryOf(table: Table, name: string): ColumnSummary {
  const column = table.column(name);
  const values = new Set<string>();
  let [isDate, isCounting, filled, allDistinct] = [true, true, 0, true];
  const seen = new Set<string>();
  for (let row = 0; row < table.rows; row++) {
    const cell = cellAt(column, row);
    if (cell === "") continue;
    filled++;
    if (values.size <= MAX_COUNTED) values.add(cell);
    if (allDistinct && seen.size < 10_000) {
      if (seen.has(cell)) allDistinct = false;
      seen.add(cell);
    }
    isDate = isDate && DATE.test(cell);
    isCounting = isCounting && row > 0 ? Number(cell) - Number(cellAt(column, row - 1)) === 1 : isCounting;
    if (!isDate && !allDistinct && values.size > MAX_COUNTED) break;
  }
  const isNumeric = column instanceof Float64Array;
  const distinct = values.size;
  const tellsApart = filled > 10 && allDistinct && (!isNumeric || isCounting);
  const kind =
    distinct < 2
      ? "constant"
      : isDate || DATE_NAME.test(name)
        ? "date"
        : tellsApart || (ID_NAME.test(name) && distinct > Math.min(MAX_CLASSES, filled / 2))
          ? "identifier"
          : isNumeric
            ? "numbers"
            : "words";
  return { name: truncate(name), kind, isNumeric, distinct };
}

/** A cell as a text; "" where it is missing. */
function cellAt(column: ReturnType<Table["column"]>, row: number): string {
  if (!(column instanceof Float64Array)) return column.dictionary[column.codes[row] as number] ?? "";
  const value = column[row] as number;
  return Number.isNaN(value) ? "" : String(value);
}

/**
 * For the classes a column of few values, if one can choose the last, or one whose name says so; never an identifier or a
 * date. Then the first two columns of numbers that are none either, or failing that any.
 *
 * @returns null if there are no three such columns
 */
export function guessColumns(columns: readonly ColumnSummary[]): ColumnChoice | null {
  const candidates = [...columns.keys()].filter((c) => {
    const { kind, distinct } = columns[c] as ColumnSummary;
    return (kind === "numbers" || kind === "words") && distinct <= MAX_TARGET_VALUES;
  });
  const merit = (c: number): number => {
    const { name, isNumeric, distinct } = columns[c] as ColumnSummary;
    const isLast = c === columns.length - 1;
    return (
      4 * Number(TARGET_NAME.test(name)) +
      2 * Number(isLast) +
      Number(!isNumeric) +
      Number(distinct <= MAX_CLASSES)
    );
  };
  const label = candidates.reduce((best, c) => (best < 0 || merit(c) >= merit(best) ? c : best), -1);
  const numeric = [...columns.keys()].filter((c) => c !== label && columns[c]?.isNumeric);
  const good = numeric.filter((c) => columns[c]?.kind === "numbers");
  const [x, y] = good.length >= 2 ? good : numeric;
  return label < 0 || x === undefined || y === undefined ? null : { x, y, label };
}

function truncate(name: string): string {
  const letters = [...name];
  return letters.length > MAX_NAME_LENGTH ? `${letters.slice(0, MAX_NAME_LENGTH - 1).join("")}…` : name;
}

/** The rows that are whole and of the ten largest classes, in a random order, and how many are left out. */
export function pointsOf(table: Table, choice: ColumnChoice): { points: PointSet; skipped: number } {
  const [xName, yName, labelName] = [choice.x, choice.y, choice.label].map((c) => table.names[c] as string);
  const [x, y, label] = [xName, yName, labelName].map((name) => table.column(name as string));
  const sizes = new Map<string, number>();
  const cells = Array.from({ length: table.rows }, (_, row) => cellAt(label as Float64Array, row));
  for (const name of cells) if (name !== "") sizes.set(name, (sizes.get(name) ?? 0) + 1);
  const largest = new Set(
    [...sizes]
      .sort(([, a], [, b]) => b - a)
      .slice(0, MAX_CLASSES)
      .map(([name]) => name),
  );
  const classNames = [...sizes.keys()].filter((name) => largest.has(name));
  const labelOf = new Map(classNames.map((name, i) => [name, i]));
  const rows = shuffledIndices(table.rows, seeded(1958)).filter((row) => {
    const sum = ((x as Float64Array)[row] as number) + ((y as Float64Array)[row] as number);
    return Number.isFinite(sum) && labelOf.has(cells[row] as string);
  });
  const xy = new Float64Array(2 * rows.length);
  for (const [i, row] of rows.entries()) {
    xy[2 * i] = (x as Float64Array)[row] as number;
    xy[2 * i + 1] = (y as Float64Array)[row] as number;
  }
  const points = {
    xy,
    labels: Uint8Array.from(rows, (row) => labelOf.get(cells[row] as string) as number),
    classNames: classNames.map(truncate),
    axisNames: [truncate(xName as string), truncate(yName as string)] as const,
  };
  return { points, skipped: table.rows - rows.length };
}
