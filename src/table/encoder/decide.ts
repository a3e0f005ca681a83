// How columns become features, once all rows have been seen.
import * as fail from "../../base/texts.js";
import type { DateOrder } from "./dates.js";
import type { FittedColumn } from "./fitted-column.js";
import type { DateMoments, LearnedColumn } from "./learn-column.js";
import type { EncoderSettings } from "./options.js";

/** From so many rows on, a column without a value that comes twice tells rows apart and nothing else. */
const FEW_ROWS = 10;
/** From so many rows on it does if its name says so. */
const FEWEST_ROWS = 3;
/** So many integers that are all different hardly fill half of their range by chance: 1 time of 10,000. */
const MANY_ROWS = 30;
/** Years do fill it, and tell more than a row. */
const YEARS = [1600, 2199] as const;
/** Texts of so many words on average are sentences, which have something in common even if all are different. */
const SENTENCE = 5;

/** What people call a column that tells rows apart: id, order_id, PassengerId, but not paid. */
const isIdName = (name: string): boolean =>
  /^(id|index|row|no|nr|unnamed: 0)$|[\W_]id$/i.test(name) || /[a-z]I[dD]$/.test(name);

/** @throws {ValueError} DATE_ORDER; TABLE for a text that is no date in a column of type "date" */
export function decideColumn(column: LearnedColumn, settings: EncoderSettings): FittedColumn {
  const { name, isText, missing } = column;
  const base = { name, isText, missing: missing > 0 };
  const type = column.type ?? (isText ? textType(column, settings) : numberType(column));
  if (typeof type === "object") return { name, isText, type: "ignore", reason: type.reason };
  if (type === "number") return { ...base, type, ...column.moments.scale() };
  if (type === "category") return { ...base, type, categories: [...(column.texts as Set<string>)].sort() };
  if (type === "text") return { ...base, type };
  const { hasTime } = column;
  const [order, moments] = orderOf(column, settings);
  return { ...base, type, order, hasTime, year: moments.year.scale(), trend: moments.trend.scale() };
}

type Decision = "number" | "category" | "date" | "text" | { readonly reason: string };

function numberType({ name, rows, moments, countsRows, areAllDifferent }: LearnedColumn): Decision {
  const { count, least, greatest } = moments;
  if (count === 0) return { reason: "it has no value" };
  const few = isIdName(name) ? FEWEST_ROWS : FEW_ROWS;
  if (countsRows && rows >= few) return { reason: "it counts the rows" };
  const areYears = least >= YEARS[0] && greatest <= YEARS[1];
  const fillTheirRange = count >= MANY_ROWS && greatest - least < 2 * count && !areYears;
  const areIds = areAllDifferent && (isIdName(name) ? count >= few : fillTheirRange);
  return areIds ? { reason: "its numbers are all different, as identifiers are" } : "number";
}

function textType(column: LearnedColumn, { maxCategories }: EncoderSettings): Decision {
  const { name, rows, missing, dates, texts, areAllDifferent, words, compared } = column;
  const values = rows - missing;
  if (values === 0) return { reason: "it has no value" };
  if (dates.size > 0) return "date";
  const few = isIdName(name) ? FEWEST_ROWS : FEW_ROWS;
  if (areAllDifferent && values >= few && words < SENTENCE * compared) {
    return { reason: "its texts are all different, as identifiers are" };
  }
  return texts !== undefined && texts.size <= maxCategories ? "category" : "text";
}

function orderOf(column: LearnedColumn, { dayFirst }: EncoderSettings): [DateOrder, DateMoments] {
  const { name, dates, odd, ambiguous } = column;
  const wanted = dayFirst === undefined ? undefined : dayFirst ? "dmy" : "mdy";
  const orders = [...dates.keys()];
  const order = wanted !== undefined && dates.has(wanted) ? wanted : orders[0];
  if (order === undefined) throw fail.noDateCell(odd?.line, name, odd?.text ?? "");
  if (orders.length > 1 && wanted === undefined && ambiguous !== undefined) {
    throw fail.dateOrder(name, ambiguous);
  }
  return [order, dates.get(order) as DateMoments];
}
