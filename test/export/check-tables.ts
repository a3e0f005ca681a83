// Asks what was written of a Pipeline over a table for the label of each of its records.
import { expect } from "vitest";
import { toJavaScript, toSql } from "../../src/export/index.js";
import { load } from "./check-javascript.js";
import type { TableCase } from "./prepared.js";

export async function checkTableJavaScript({ model, table, records }: TableCase): Promise<void> {
  const { predict, scores } = await load(toJavaScript(model));
  const { data, cols } = model.decisionFunction(table);
  const labels = model.predict(table);
  records.forEach((record, i) => {
    expect(scores(record as never)).toEqual([...data.slice(i * cols, (i + 1) * cols)]);
    expect(predict(record as never)).toBe(labels[i]);
  });
  expect(predict({ ...records[0], kind: "never seen", note: "passed over" } as never)).toBe(
    model.predictOne({ ...records[0], kind: "never seen" }),
  );
  expect(() => predict({ ...records[0], 'c"d': "many" } as never)).toThrow(RangeError);
}

const value = (cell: string | number | null): string =>
  cell === null ? "NULL" : typeof cell === "number" ? String(cell) : `'${cell.replaceAll("'", "''")}'`;
const name = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Where an association layer is within, it is refused. @param ask  what a database prints of a script, in lines */
export function checkTableSql(ask: (script: string) => string, { model, table, records }: TableCase): void {
  if (model.steps.length > 2) {
    expect(() => toSql(model)).toThrow(expect.objectContaining({ code: "NOT_EXPORTABLE" }));
    return;
  }
  const columns = Object.keys(records[0] as object);
  const typed = columns.map((column) => `${name(column)} ${column === "kind" ? "TEXT" : "DOUBLE PRECISION"}`);
  const script = `CREATE TEMPORARY TABLE t (n INTEGER, ${typed.join(", ")});
${records.map((record, i) => `INSERT INTO t VALUES (${i}, ${columns.map((column) => value(record[column] ?? null)).join(", ")});`).join("\n")}
SELECT ${toSql(model)} FROM t ORDER BY n;
DROP TABLE t;`;
  expect(ask(script).trim().split("\n")).toEqual(model.predict(table));
}
