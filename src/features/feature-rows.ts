// Rows whose features have names: tokens, pairs [name, value], or a record.

import * as fail from "../base/texts.js";
import { isRecord } from "../data/options.js";
import { isArray, isObject } from "../data/view.js";

/** A number; text, which is a feature of its own, "name=text", with the value 1; true for 1 and false for 0. */
export type FeatureValue = number | string | boolean;

/** The features of one row: tokens and pairs in an array or another iterable (a Map, a Set), or a record of values by name. */
export type FeatureRow =
  | Iterable<string | readonly [name: string, value: FeatureValue]>
  | Readonly<Record<string, FeatureValue>>;

/** Called with each feature of a row. A pair of text has another name than it was given: "colour=red" for "colour". */
type OnFeature = (name: string, value: number, given: string) => void;

const ROW = "tokens, pairs [name, value] or a record";

/** @throws {KindError} WRONG_KIND   @throws {ShapeError} EMPTY */
export function readFeatureRows(rows: unknown): readonly unknown[] {
  if (!isArray(rows)) throw fail.wrongKind("the input", `an array of rows, each ${ROW}`, rows);
  if (rows.length === 0) throw fail.empty("the input");
  return rows;
}

/**
 * Tells `use` of the features of row i whose values are not 0, in their order.
 *
 * @throws {KindError} WRONG_KIND   @throws {ValueError} NOT_FINITE
 */
export function eachFeature(row: unknown, i: number, use: OnFeature): void {
  if (isObject(row) && !ArrayBuffer.isView(row) && Symbol.iterator in row) {
    for (const feature of row as Iterable<unknown>) {
      if (typeof feature === "string") use(feature, 1, feature);
      else eachPair(feature, i, use);
    }
  } else if (isRecord(row)) {
    for (const name of Object.keys(row)) eachValue(name, row[name], i, use);
  } else {
    const hint = typeof row === "string" ? `; of a text its tokens, as in text.split(" ")` : "";
    throw fail.wrongKind(`row ${i}`, ROW + hint, row);
  }
}

function eachPair(pair: unknown, i: number, use: OnFeature): void {
  if (!isArray(pair) || pair.length !== 2) {
    throw fail.wrongKind(`a feature of row ${i}`, "a token or a pair [name, value]", pair);
  }
  const [name, value] = pair;
  if (typeof name !== "string") throw fail.wrongKind(`the name of a feature of row ${i}`, "a string", name);
  eachValue(name, value, i, use);
}

function eachValue(name: string, value: unknown, i: number, use: OnFeature): void {
  if (typeof value === "string") use(`${name}=${value}`, 1, name);
  else if (typeof value === "number") {
    if (value - value !== 0) throw fail.notFinite(place(name, i), value, "f64");
    if (value !== 0) use(name, value, name);
  } else if (typeof value !== "boolean") {
    throw fail.wrongKind(place(name, i), "a number, a string, true or false", value);
  } else if (value) use(name, 1, name);
}

const place = (name: string, i: number): string => `the value of ${fail.quote(name)} in row ${i}`;
