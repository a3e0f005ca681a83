import { call } from "../base/errors.js";
import * as fail from "../base/texts.js";
import type { Label } from "../data/labels.js";
import { checkOptions } from "../data/options.js";
import { isArray } from "../data/view.js";
import { lastLayer } from "../predict/saved-model.js";
import { isCString, WHOLE_TEXTS } from "./c-text.js";
import {
  classifier,
  columnNames,
  decimal,
  type Exportable,
  exportable,
  inputCount,
  weightRows,
} from "./exportable.js";
import type { EncodedColumn } from "./preparation.js";

/** SQLite's limit of columns. */
const MOST_COLUMNS = 2000;

/** Where the rows are. */
export interface SqlOptions {
  /** The names of the columns, one for each feature. Of a Pipeline over a table, one for each of its columns; default theirs. */
  columns?: readonly string[] | undefined;
  /** The table that they are in: the result is then a query of all its rows, and each column is named with it. Default: an expression. */
  table?: string | undefined;
  /** Where that table is: a schema of PostgreSQL, a database attached to SQLite. Default: where the engine looks for it. */
  schema?: string | undefined;
}

/**
 * The label of each row as an expression in SQL, for SQLite and PostgreSQL; with a table, a query of its rows. A row in which a
 * column is NULL has no label.
 *
 * Of a Pipeline it holds a TableEncoder's numbers and categories; there a NULL is a missing value.
 *
 * It is computed in double precision. Where all products and sums are exact the labels are the model's; elsewhere, since the
 * additions are made in another order, a row on the very plane may be decided otherwise.
 *
 * @throws {KindError} OPTION_KIND, UNKNOWN_OPTION   @throws {ShapeError} LENGTH   @throws {ValueError} NOT_EXPORTABLE, OPTION_VALUE
 */
export const toSql = (model: Exportable, options: SqlOptions = {}): string =>
  call("toSql", () => {
    options = checkOptions(options, ["columns", "table", "schema"]);
    const saved = exportable(model, "SQL", ["encoding"]);
    const { classes, isBinary } = classifier(saved, "SQL");
    const d = inputCount(saved);
    if (d > MOST_COLUMNS)
      throw fail.notExportable(
        `a model of ${d} features`,
        "SQL",
        `a table has at most ${MOST_COLUMNS} columns`,
      );
    const { table, source } = placeOf(options);
    const { encoding } = saved.preparation;
    const columns = readColumns(options.columns ?? columnNames(saved), d).map((name) =>
      table ? `${table}.${name}` : name,
    );
    const features = encoding
      ? columns.flatMap((column, i) => featuresOfColumn(encoding.columns[i] as EncodedColumn, column))
      : columns.map((column) => `CAST(${column} AS DOUBLE PRECISION)`);
    const layer = lastLayer(saved);
    const { scale, step } = layer;
    const values = features.map((value, j) => {
      return scale
        ? `(${value} - ${real(scale.mean[j] as number)}) / ${real(scale.deviation[j] as number)}`
        : value;
    });
    const margins = weightRows(layer).map((row, k) =>
      sum([
        ...row.map((weight, j) => `${real(weight)} * ${scale ? `(${values[j]})` : values[j]}`),
        real(layer.b[k] as number),
      ]),
    );
    const label = isBinary
      ? binary(margins[0] as string, classes, step === "sgn" ? ">" : ">=")
      : largest(margins, classes);
    return table ? `SELECT ${label} AS label FROM ${source}` : label;
  });

/** The features of a column: a number, or a 1 for its category; and a 1 where its value is missing. */
function featuresOfColumn(column: EncodedColumn, name: string): string[] {
  const one = (condition: string): string => `CASE WHEN ${condition} THEN ${real(1)} ELSE ${real(0)} END`;
  const { isText, missing } = column;
  const trimmed = `TRIM(CAST(${name} AS TEXT), ' \t\n\v\f\r')`;
  const lacks = isText ? `(${name} IS NULL OR ${trimmed} = '')` : `${name} IS NULL`;
  const value =
    column.type === "number"
      ? [
          `COALESCE((CAST(${name} AS DOUBLE PRECISION) - ${real(column.mean)}) / ${real(column.deviation)}, ${real(0)})`,
        ]
      : column.categories.map((text) =>
          one(isText ? `${trimmed} IN (${textsOf(text, column)})` : `${name} = ${real(Number(text))}`),
        );
  return [...value, ...(missing ? [one(lacks)] : [])];
}

/** What says a category: SQLite has 1 and 0 for true and false. */
const textsOf = (text: string, { categories }: { categories: readonly string[] }): string =>
  literal(text) + (/^((true|false)(,|$))+$/i.test(`${categories}`) ? `, '${Number(text.length === 4)}'` : "");

/** Terms added up as a balanced tree: engines limit how deep an expression nests. */
function sum(terms: readonly string[]): string {
  if (terms.length === 1) return terms[0] as string;
  const half = Math.ceil(terms.length / 2);
  return `(${sum(terms.slice(0, half))} + ${sum(terms.slice(half))})`;
}

/** A margin that is not NULL is on one side. */
const binary = (z: string, [low, high]: readonly Label[], fires: string): string =>
  `CASE WHEN ${z} ${fires} 0 THEN ${literal(high as Label)} WHEN ${z} IS NOT NULL THEN ${literal(low as Label)} END`;

/** The label of the largest margin, of several the first; both engines name what VALUES has column1, column2 and so on. */
function largest(margins: readonly string[], classes: readonly Label[]): string {
  const rows = margins.map((z, i) => `(${literal(classes[i] as Label)}, ${z}, ${i})`).join(", ");
  return `(SELECT column1 FROM (VALUES ${rows}) AS scores WHERE column2 IS NOT NULL ORDER BY column2 DESC, column3 LIMIT 1)`;
}

/** A number in double precision; engines read some literals as decimals. */
const real = (value: number): string => `CAST(${decimal(value)} AS DOUBLE PRECISION)`;

function literal(label: Label): string {
  if (typeof label === "boolean") return String(label).toUpperCase();
  if (typeof label === "number") return `(${decimal(label)})`;
  if (!isCString(label)) throw fail.notExportable(`the label ${fail.quote(label)}`, "SQL", WHOLE_TEXTS);
  return `'${label.replaceAll("'", "''")}'`;
}

/** The name of a table in quotes, and the same behind its schema. A dot is a part of a name. */
function placeOf({ table, schema }: SqlOptions): { table: string | undefined; source: string | undefined } {
  if (table === undefined && schema === undefined) return { table: undefined, source: undefined };
  const name = identifier("table", table);
  return { table: name, source: schema === undefined ? name : `${identifier("schema", schema)}.${name}` };
}

function readColumns(columns: unknown, d: number): string[] {
  if (!isArray(columns)) throw fail.optionKind("columns", columns, "an array of names");
  if (columns.length !== d) throw fail.vectorLength("columns", columns.length, d, "feature");
  return Array.from(columns, (name, j) => identifier(`columns[${j}]`, name));
}

/** A name in quotes, which no name can close. */
function identifier(place: string, name: unknown): string {
  if (typeof name !== "string") throw fail.optionKind(place, name, "a name");
  if (name === "" || !isCString(name)) throw fail.optionValue(place, name, "a name that SQL can hold");
  return `"${name.replaceAll('"', '""')}"`;
}
