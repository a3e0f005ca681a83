import { zerosFor } from "../../base/dtype.js";
import { call } from "../../base/errors.js";
import { inspectable } from "../../base/inspect.js";
import { Instance } from "../../base/instance.js";
import * as fail from "../../base/texts.js";
import { nearest } from "../../base/words.js";
import { isRecord } from "../../data/options.js";
import type { SavedTransformer, Transformed, Transformer } from "../../data/transformer.js";
import { isArray, tagOf } from "../../data/view.js";
import { readSaved } from "../../features/saved-step.js";
import { ENCODER_FORMAT } from "../../learn/file/formats.js";
import { type Column, isText, type Table } from "../table.js";
import { decideColumn } from "./decide.js";
import { encodeColumns } from "./encode.js";
import { columnFeatures, type FittedColumn } from "./fitted-column.js";
import { LearnedColumn } from "./learn-column.js";
import {
  type EncodedType,
  type EncoderSettings,
  readEncoderOptions,
  savedOptions,
  type TableEncoderOptions,
} from "./options.js";
import { plainCopy, readColumns } from "./saved-columns.js";

/** How a column was read, for people. */
export interface ColumnSummary {
  /** Of the column. */
  readonly name: string;
  /** As what. */
  readonly type: EncodedType;
  /** How many features it became. */
  readonly features: number;
  /** Why it was left out. */
  readonly reason?: string;
}

/** What `TableEncoder.toJSON` gives. */
export interface TableEncoderJSON extends SavedTransformer {
  /** Tells it from other files. */
  format: "rosenblatt.TableEncoder";
  /** Of the format. */
  version: 1;
}

/** A row by the names of its columns. What is left out, null or NaN is missing. */
export type TableRecord = Readonly<Record<string, string | number | boolean | Date | null | undefined>>;

/**
 * Makes samples of tables, as scikit-learn's ColumnTransformer does, and decides by itself how: numbers are standardised
 * (missing ones are the mean, and a feature says so), texts of up to 40 values become a feature each, dates their year,
 * trend, month, weekday and hour, other texts are hashed by words and runs of three characters, and what only tells rows
 * apart is left out. `types` says otherwise.
 *
 * ```ts
 * const encoder = new TableEncoder({ ignore: ["Survived"] }).fit(table);
 * model.fit(encoder.transform(table), table.labels("Survived"));
 * ```
 */
export class TableEncoder extends Instance implements Transformer<Table, TableRecord> {
  /** What its files say they are. */
  static readonly format: string = ENCODER_FORMAT;
  static override readonly name: string = "TableEncoder"; // which minifying would take away
  readonly #settings: EncoderSettings;
  #learned: readonly LearnedColumn[] | undefined;
  #fitted: readonly FittedColumn[] | undefined;

  /**
   * @param options  types, features, ignore: what becomes of columns; by default their cells decide
   * @throws {KindError} OPTIONS, UNKNOWN_OPTION, OPTION_KIND   @throws {ValueError} OPTION_VALUE
   */
  constructor(options: TableEncoderOptions = {}) {
    super(TableEncoder);
    this.#settings = call("new TableEncoder", () => readEncoderOptions(options));
    inspectable(TableEncoder.prototype, (shown) =>
      shown.#fitted === undefined && shown.#learned === undefined
        ? { fitted: false }
        : { columns: Object.fromEntries(shown.columns.map(({ name, type }) => [name, type])) },
    );
  }

  /**
   * Learns anew how each column becomes features.
   *
   * @param table  with more than the label, which `ignore` leaves out
   * @param _y     a target, which is ignored
   * @throws {KindError} WRONG_KIND   @throws {ShapeError} EMPTY, NO_COLUMNS   @throws {ValueError} NO_COLUMN, DATE_ORDER, TABLE
   */
  fit(table: Table, _y?: unknown): this {
    return call("TableEncoder.fit", () => {
      if (readTable(table).rows === 0) throw fail.empty("the table");
      const learned = this.#learn(table, undefined);
      const fitted = this.#decided(learned);
      [this.#learned, this.#fitted] = [learned, fitted];
      return this;
    });
  }

  /**
   * Learns from the rows of a batch too: from all batches exactly what `fit` of all rows does.
   *
   * @param table  a batch, with the columns of the first
   * @param _y     a target, which is ignored
   * @throws {StateError} NO_TRAINING for one that was loaded   @throws as `fit`; nothing is then learned
   */
  partialFit(table: Table, _y?: unknown): this {
    return call("TableEncoder.partialFit", () => {
      if (this.#fitted !== undefined && this.#learned === undefined) throw fail.noTraining();
      this.#learned = this.#learn(readTable(table), this.#learned);
      this.#fitted = undefined;
      return this;
    });
  }

  /**
   * Rows as samples, as the columns were learned.
   *
   * @param table  with the columns that became features; others are passed over
   * @returns samples [rows×d], sparse if texts are hashed
   * @throws {StateError} NOT_FITTED   @throws {KindError} WRONG_KIND
   * @throws {ValueError} NO_COLUMN, OUT_OF_MEMORY; TABLE for a cell that does not fit
   */
  transform(table: Table): Transformed {
    return call("TableEncoder.transform", () => {
      const { rows } = readTable(table);
      const columns = this.#used().map((fitted) => ({ fitted, column: columnOf(table, fitted) }));
      return encodeColumns(columns, rows, this.#settings, (row) => table.lineOf(row));
    });
  }

  /**
   * The sample [d] of one record, as `transform` makes it.
   *
   * @param record  values by the names of columns; what is left out is missing
   * @throws {KindError} WRONG_KIND   @throws as `transform`
   */
  transformOne<R extends Partial<Record<keyof R, TableRecord[string]>>>(
    record: R,
  ): Float32Array | Float64Array {
    return call("TableEncoder.transformOne", () => {
      if (!isRecord(record))
        throw fail.wrongKind("the record", "an object of values by the names of columns", record);
      const fitted = this.#columns();
      refuseMisspelt(record, fitted, this.#settings.ignore);
      const columns = fitted.map((column) => ({
        fitted: column,
        column: cellColumn(column.name, record[column.name as keyof R]),
      }));
      const sample = encodeColumns(columns, 1, this.#settings, () => undefined);
      if (!("indptr" in sample)) return sample.data;
      const row = zerosFor(this.#settings.dtype, sample.cols);
      sample.indices.forEach((j, p) => {
        row[j] = sample.data[p] as number;
      });
      return row;
    });
  }

  /** What each feature is [d]: `Age`, `Age missing`, `Sex=male`, `Date month=5`, `Name #17`. @throws {StateError} NOT_FITTED */
  get featureNames(): string[] {
    return call("TableEncoder.featureNames", () => {
      const columns = this.#columns();
      const hashed = ({ name, type }: FittedColumn): string[] =>
        type === "text" ? Array.from({ length: this.#settings.hashCols }, (_, j) => `${name} #${j}`) : [];
      return [...columns.flatMap(columnFeatures), ...columns.flatMap(hashed)];
    });
  }

  /** How each column was read, and why it was left out. @throws {StateError} NOT_FITTED */
  get columns(): ColumnSummary[] {
    return call("TableEncoder.columns", () =>
      this.#columns().map((column) => ({
        name: column.name,
        type: column.type,
        features: columnFeatures(column).length + (column.type === "text" ? this.#settings.hashCols : 0),
        ...(column.type === "ignore" && { reason: column.reason }),
      })),
    );
  }

  /** What each column has to be read as, for `types` of `readTable`. @throws {StateError} NOT_FITTED */
  get columnTypes(): Record<string, "number" | "text"> {
    return call("TableEncoder.columnTypes", () =>
      Object.fromEntries(this.#used().map(({ name, isText }) => [name, isText ? "text" : "number"])),
    );
  }

  /** Another encoder with the same options, which has learned nothing. */
  unfitted(): TableEncoder {
    return new TableEncoder(savedOptions(this.#settings));
  }

  /** All that was learned: predicting from it is exact, learning more is not. @throws {StateError} NOT_FITTED */
  toJSON(): TableEncoderJSON {
    return call("TableEncoder.toJSON", () => ({
      format: ENCODER_FORMAT,
      version: 1,
      ...plainCopy({ options: savedOptions(this.#settings), columns: this.#columns() }),
    }));
  }

  /** The encoder that `toJSON` wrote. @param saved  the parsed JSON   @throws {ValueError} MODEL_FILE; and what the options refuse */
  static fromJSON(saved: unknown): TableEncoder {
    return call("TableEncoder.fromJSON", () => {
      const { options, columns } = readSaved(saved, ENCODER_FORMAT, ["options", "columns"]);
      const encoder = new TableEncoder(savedOptions(readEncoderOptions(options as TableEncoderOptions)));
      encoder.#fitted = readColumns(columns);
      return encoder;
    });
  }

  /** What was known before, with the rows of a table; what was known stays as it is if that fails. */
  #learn(table: Table, known: readonly LearnedColumn[] | undefined): readonly LearnedColumn[] {
    const columns = known ?? this.#begun(table);
    const lineOf = (row: number): number => table.lineOf(row);
    const prepared = columns.map((column) => column.prepare(columnOf(table, column), lineOf));
    columns.forEach((column, j) => {
      column.add(prepared[j] as Column, lineOf);
    });
    return columns;
  }

  /** The columns to learn from. @throws {ValueError} NO_COLUMN */
  #begun(table: Table): LearnedColumn[] {
    const { features, ignore, types } = this.#settings;
    for (const name of [...(features ?? []), ...ignore, ...types.keys()]) columnOf(table, { name });
    const names = (features ?? table.names).filter(
      (name) => !ignore.includes(name) && types.get(name) !== "ignore",
    );
    return names.map((name) => new LearnedColumn(name, isText(columnOf(table, { name })), this.#settings));
  }

  #decided(learned: readonly LearnedColumn[]): readonly FittedColumn[] {
    const fitted = learned.map((column) => decideColumn(column, this.#settings));
    if (fitted.every(({ type }) => type === "ignore")) throw fail.noFeatures(fitted.map(({ name }) => name));
    return fitted;
  }

  /** @throws {StateError} NOT_FITTED */
  #columns(): readonly FittedColumn[] {
    if (this.#fitted === undefined) {
      if (this.#learned?.every(({ rows }) => rows === 0) ?? true) throw fail.notFitted();
      this.#fitted = this.#decided(this.#learned as readonly LearnedColumn[]);
    }
    return this.#fitted;
  }

  /** The columns that become features. @throws {StateError} NOT_FITTED */
  #used(): readonly FittedColumn[] {
    return this.#columns().filter(({ type }) => type !== "ignore");
  }
}

function readTable(table: unknown): Table {
  const { names, column, lineOf } = (table ?? {}) as Partial<Table>;
  if (!isArray(names) || typeof column !== "function" || typeof lineOf !== "function") {
    throw fail.wrongKind("the table", "a Table, as readTable and new Table give it", table);
  }
  return table as Table;
}

/** @throws {ValueError} NO_COLUMN */
function columnOf(table: Table, { name }: { readonly name: string }): Column {
  if (!table.names.includes(name)) throw fail.noColumn(name, table.names);
  return table.column(name);
}

/** A column of one cell. @throws {KindError} WRONG_KIND   @throws {ValueError} NOT_FINITE */
function cellColumn(name: string, value: unknown): Column {
  if (typeof value === "number") {
    if (Math.abs(value) === Infinity) throw fail.notFinite(fail.quote(name), value, "f64");
    return Float64Array.of(value);
  }
  const isDate = tagOf(value) === "Date";
  const text = isDate && Number.isFinite((value as Date).getTime()) ? (value as Date).toISOString() : value;
  if (text !== null && text !== undefined && typeof text !== "string" && typeof text !== "boolean") {
    throw fail.wrongKind(fail.quote(name), "a number, a string, a boolean, a Date or null", value);
  }
  return { dictionary: [String(text ?? "").trim()], codes: Uint32Array.of(0) };
}

/** A value under another name than its column's would be taken for a missing one. @throws {ValueError} NO_COLUMN */
function refuseMisspelt(
  record: TableRecord,
  columns: readonly FittedColumn[],
  ignored: readonly string[],
): void {
  const names = columns.map(({ name }) => name);
  const absent = names.filter((name) => !Object.hasOwn(record, name));
  for (const key of Object.keys(record)) {
    if (!names.includes(key) && !ignored.includes(key) && nearest(key, absent))
      throw fail.noColumn(key, absent);
  }
}
