// The columns of an encoder's file.

import * as fail from "../../base/texts.js";
import { isArray } from "../../data/view.js";
import { record } from "../../learn/file/record.js";
import { repeatedAt } from "../repeated.js";
import type { ColumnScale } from "./column-moments.js";
import type { FittedColumn } from "./fitted-column.js";

const KEYS = {
  number: ["missing", "mean", "deviation"],
  category: ["missing", "categories"],
  date: ["missing", "order", "hasTime", "year", "trend"],
  text: ["missing"],
  ignore: ["reason"],
} as const;

/** @throws {ValueError} MODEL_FILE */
export function readColumns(saved: unknown): FittedColumn[] {
  if (!isArray(saved)) throw fail.notASavedModel(`columns is ${fail.describe(saved)}`);
  const columns = Array.from(saved, (column, j) => readColumn(`columns[${j}]`, column)); // holes too
  const names = columns.map(({ name }) => name);
  const at = repeatedAt(names);
  if (at >= 0) throw fail.notASavedModel(`two columns are called ${fail.quote(names[at] as string)}`);
  if (columns.every(({ type }) => type === "ignore"))
    throw fail.notASavedModel("no column becomes a feature");
  return columns;
}

function readColumn(place: string, saved: unknown): FittedColumn {
  const { type } = record(place, saved, ["name", "type", "isText"], "any");
  if (typeof type !== "string" || !Object.hasOwn(KEYS, type)) {
    throw fail.notASavedModel(`${place}.type is ${fail.describe(type)}`);
  }
  const column = record(place, saved, ["name", "type", "isText", ...KEYS[type as keyof typeof KEYS]]);
  const kinds = {
    name: "string",
    isText: "boolean",
    missing: "boolean",
    hasTime: "boolean",
    reason: "string",
  };
  for (const [key, kind] of Object.entries(kinds)) {
    if (key in column && typeof column[key] !== kind) {
      throw fail.notASavedModel(`${place}.${key} is ${fail.describe(column[key])}`);
    }
  }
  if (type === "number") checkScale(place, column);
  if (type === "category") checkCategories(`${place}.categories`, column.categories);
  if (type === "date") {
    if (!["ymd", "dmy", "mdy"].includes(column.order as string)) {
      throw fail.notASavedModel(`${place}.order is ${fail.describe(column.order)}`);
    }
    for (const key of ["year", "trend"]) {
      checkScale(`${place}.${key}`, record(`${place}.${key}`, column[key], ["mean", "deviation"]));
    }
  }
  return plainCopy(column) as unknown as FittedColumn;
}

/** What a file holds, and shares no object with: neither who wrote it nor who passed it in can change the other's. */
export const plainCopy = <T>(value: T): T => JSON.parse(JSON.stringify(value));

function checkScale(place: string, { mean, deviation }: Partial<Record<keyof ColumnScale, unknown>>): void {
  if (!Number.isFinite(mean)) throw fail.notASavedModel(`${place}.mean is ${fail.describe(mean)}`);
  if (!Number.isFinite(deviation) || (deviation as number) <= 0) {
    throw fail.notASavedModel(`${place}.deviation is ${fail.describe(deviation)}`);
  }
}

function checkCategories(place: string, categories: unknown): void {
  if (!isArray(categories)) throw fail.notASavedModel(`${place} is ${fail.describe(categories)}`);
  const odd = categories.findIndex((text) => typeof text !== "string" || text === "");
  if (odd >= 0) throw fail.notASavedModel(`${place}[${odd}] is ${fail.describe(categories[odd])}`);
  if (new Set(categories).size < categories.length) throw fail.notASavedModel(`${place} names one twice`);
}
