// How the columns of a table become samples: what stands before the model in a file of `train`.

import type { Perceptron } from "../index.js";
import type { PipelineStep } from "../pipeline/index.js";
import { TableEncoder, type TableEncoderOptions } from "../table/index.js";
import type { Values } from "./flags.js";
import { aligned, clipped, clippedName, paint, quantity, quoted, screenWidth } from "./terminal.js";

export const newEncoder = ({ types, "day-first": dayFirst }: Values): TableEncoder =>
  new TableEncoder({
    types: types as TableEncoderOptions["types"],
    ...(dayFirst !== undefined && { dayFirst: dayFirst === "yes" }),
  });

export const isEncoder = (step: PipelineStep | Perceptron | undefined): step is TableEncoder =>
  step instanceof TableEncoder;

/** What a file has of a column: how it becomes features, or why it does not. */
interface SavedColumn {
  readonly name: string;
  readonly isText: boolean;
  readonly reason?: string;
  readonly missing?: boolean;
  readonly mean?: number;
  readonly deviation?: number;
  readonly categories?: readonly string[];
  readonly order?: string;
}

const ORDERS: Readonly<Record<string, string>> = { dmy: "the day comes first", mdy: "the month comes first" };
/** The most columns of a table that are listed. */
const MOST_COLUMNS = 40;

/** How each column was read, a line each. */
export function columnLines(encoder: TableEncoder): string[] {
  const saved = encoder.toJSON().columns as readonly SavedColumn[];
  const rows = encoder.columns.map(({ name, type, features, reason }, j) => {
    const title = `  ${clippedName(name, 24)}`;
    if (reason !== undefined) return [title, paint("dim", "left out"), paint("dim", clipped(reason))];
    return [title, type, detailOf(saved[j] as SavedColumn, features)];
  });
  const lines = aligned(rows.slice(0, MOST_COLUMNS)).map((line) =>
    line.includes("\u001b") ? line : clipped(line, screenWidth()),
  );
  const more = rows.length - MOST_COLUMNS;
  return more > 0 ? [...lines, paint("dim", `  … and ${quantity(more, "column")} more`)] : lines;
}

/** The lines of `columnLines` while types may still be given: with how to keep a column that was left out as an identifier. */
export function columnLinesWithHint(encoder: TableEncoder): string[] {
  const column = (encoder.toJSON().columns as readonly SavedColumn[]).find(
    ({ reason = "" }) => reason === "it counts the rows" || reason.endsWith("as identifiers are"),
  );
  if (column === undefined) return columnLines(encoder);
  const types = quoted(`${column.name}=${column.isText ? "text" : "number"}`);
  return [...columnLines(encoder), paint("dim", `  to keep what is left out: --types ${types}`)];
}

function detailOf({ mean, deviation, missing, categories, order }: SavedColumn, features: number): string {
  const parts: string[] = [];
  if (mean !== undefined) parts.push(`mean ${figure(mean)}, deviation ${figure(deviation as number)}`);
  if (categories)
    parts.push(
      `${categories.length}: ${categories
        .slice(0, 12)
        .map((text) => clippedName(text, 20))
        .join(", ")}${categories.length > 12 ? ", …" : ""}`,
    );
  if (order !== undefined)
    parts.push([ORDERS[order], quantity(features, "feature")].filter(Boolean).join(", "));
  if (mean === undefined && !categories && order === undefined)
    parts.push(`words and letters, ${quantity(features, "feature")}`);
  if (missing) parts.push("some missing");
  return parts.join("; ");
}

const figure = (value: number): string => Number(value.toPrecision(4)).toString();
