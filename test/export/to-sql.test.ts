// SQLite and PostgreSQL give the model's labels where sums are exact, whatever tables, columns and labels are called.
import { expect, it } from "vitest";
import { toSql } from "../../src/export/index.js";
import { Perceptron, TLU } from "../../src/index.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { Table, TableEncoder } from "../../src/table/index.js";
import { Random } from "../support/random.js";
import { randomPerceptron, randomRows } from "../support/random-models.js";
import { closeCalls } from "./check-onnx.js";
import { askPostgres, askSqlite, postgres } from "./check-sql.js";
import { type Case, caseOf, exactCases, sqlCases } from "./models.js";
import { needs } from "./tools.js";

const names = (d: number): string[] =>
  Array.from({ length: d }, (_, j) =>
    j === 0 ? `"; DROP TABLE x; --'` : j === 1 ? "petal length (cm)\n" : `x${j}`,
  );

it("SQLite answers exact models to the label, and others where they are not too close to call", (context) => {
  const sqlite = needs(context, "sqlite3");
  for (const one of exactCases(60, 12)) expect(askSqlite(sqlite, one, names)).toEqual(one.labels);
  let close = 0;
  const cases = sqlCases(61, 10);
  for (const one of cases) close += compare(askSqlite(sqlite, one, names), one);
  expect(close / cases.length).toBeLessThan(2);
});

/** A table with a dot in its name in a schema with a quote in its own, beside one of that name elsewhere: whose rows are answered? */
const inSchema = (schema: string): string => {
  const model = new Perceptron().fit([[0], [1]], ["low", "high"]);
  const create = (table: string, x: number) =>
    `CREATE TABLE ${table} ("x.y" REAL); INSERT INTO ${table} VALUES (${x});`;
  return `${create(`${schema}."a.b"`, 9)} ${create('"a.b"', -9)}
${toSql(model, { columns: ["x.y"], table: "a.b", schema: 's "x' })}; ${toSql(model, { columns: ["x.y"], table: "a.b" })};`;
};

// One that took the schema for a part of the table's name, or a dot in a name for the end of a schema, would fail here.
it("SQLite finds a table in an attached database", (context) => {
  const sqlite = needs(context, "sqlite3");
  const sql = `ATTACH ':memory:' AS "s ""x"; ${inSchema('"s ""x"')}`;
  expect(askSqlite.text(sqlite, sql)).toBe("high\nlow\n");
});

it("PostgreSQL does too, and finds a table in a schema", async (context) => {
  await postgres(context, (psql) => {
    expect(psql(`CREATE SCHEMA "s ""x"; ${inSchema('"s ""x"')}`)).toBe("high\nlow\n");
    const [asked, expected] = askSpaced(psql);
    expect(asked).toEqual(expected);
    expect(psql(OF_BOOLEANS)).toBe("no\nyes\n?\n");
    for (const one of [...exactCases(62, 6), ...sqlCases(63, 4)]) {
      if ((one.rows[0] as number[]).length <= 1000) compare(askPostgres(psql, one, names), one);
    }
  });
});

/** @returns how many were too close to call */
function compare(labels: unknown[], one: Case): number {
  const close = closeCalls(one);
  one.labels.forEach((label, i) => {
    if (!close[i]) expect(labels[i]).toEqual(label);
  });
  return close.filter(Boolean).length;
}

it("a row with NULL has no label, and a missing column is an error and no text", (context) => {
  const sqlite = needs(context, "sqlite3");
  const model = new Perceptron().fit(
    [
      [0, 1],
      [1, 0],
    ],
    ["a", "b"],
  );
  const three = new Perceptron().fit(
    [
      [0, 1],
      [1, 0],
      [2, 2],
    ],
    ["a", "b", "c"],
  );
  for (const one of [model, three]) {
    const sql = toSql(one, { columns: ["p", "q"], table: "t" });
    expect(askSqlite.text(sqlite, `CREATE TABLE t (p, q); INSERT INTO t VALUES (NULL, 1); ${sql};`)).toBe(
      "\n",
    );
    expect(() => askSqlite.text(sqlite, `CREATE TABLE t (p); ${sql};`)).toThrow(/no such column/);
  }
});

// SQLite joins 500 queries at most.
it("SQLite chooses among more than 500 classes", (context) => {
  const classes = Array.from({ length: 501 }, (_, i) => i);
  const model = randomPerceptron(new Random(64), { kind: "multiclass", classes, k: 501, d: 2 });
  const one = caseOf(model, randomRows(new Random(65), 6, 2));
  compare(
    askSqlite(needs(context, "sqlite3"), one, (d) => ["column2", "label"].slice(0, d)),
    one,
  );
});

/** Texts of true and false, as JSON's become, which PostgreSQL has as booleans. */
const OF_BOOLEANS = (() => {
  const table = new Table({ kind: ["true", "false", ""] });
  const model = new Pipeline([new TableEncoder(), new Perceptron()]).fit(table, ["yes", "no", "?"]);
  return `CREATE TABLE bits (kind BOOLEAN); INSERT INTO bits VALUES (FALSE), (TRUE), (NULL); ${toSql(model, { table: "bits" })};`;
})();

// SQLite stores 1 and 0: one that looks for the texts alone knows neither, and answers as for a category that it never saw.
it("SQLite takes a column of booleans for the texts true and false", (context) => {
  expect(askSqlite.text(needs(context, "sqlite3"), OF_BOOLEANS).trim().split("\n")).toEqual([
    "no",
    "yes",
    "?",
  ]);
});

/** Labels of categories with white space around them, and of none but that, each by a query. */
function askSpaced(ask: (sql: string) => string): string[][] {
  const table = new Table({ kind: ["x", "y", ""], n: [1, 2, 3] });
  const model = new Pipeline([new TableEncoder({ ignore: ["n"] }), new Perceptron()]).fit(table, [
    "a",
    "b",
    "c",
  ]);
  const kinds = ["x", " x ", "y\t", "\r\ty", "x\n", "\v\fx", "\t", "\n ", "", "x y"];
  const rows = kinds.map((kind, i) => `INSERT INTO spaced VALUES (${i}, '${kind}');`);
  const sql = `CREATE TABLE spaced (i INTEGER, kind TEXT);\n${rows.join("\n")}
SELECT ${toSql(model)} FROM spaced ORDER BY i;`;
  return [ask(sql).trim().split("\n"), kinds.map((kind) => model.predictOne({ kind }))];
}

// Of a table that came from lines with CR LF, one that took off spaces alone would know no category of the last column.
it("passes over white space around a category, as the model does", (context) => {
  const sqlite = needs(context, "sqlite3");
  const [asked, expected] = askSpaced((sql) => askSqlite.text(sqlite, sql));
  expect(asked).toEqual(expected);
});

it("refuses by name what SQL cannot hold", () => {
  const model = new Perceptron().fit(
    [
      [0, 1],
      [1, 0],
    ],
    ["a", "b"],
  );
  const wide = new TLU({ weights: Array(2001).fill(1) });
  const code = (expected: string, call: () => unknown): void =>
    expect(call).toThrow(expect.objectContaining({ code: expected, method: "toSql" }));
  code("LENGTH", () => toSql(model, { columns: ["a"] }));
  code("OPTION_VALUE", () => toSql(model, { columns: ["a", ""] }));
  code("OPTION_VALUE", () => toSql(model, { columns: ["a", "b"], table: "\0" }));
  code("OPTION_VALUE", () => toSql(model, { columns: ["a", "b"], table: "t", schema: "" }));
  code("OPTION_KIND", () => toSql(model, { columns: ["a", "b"], schema: "s" }));
  code("OPTION_KIND", () => toSql(model, { columns: "ab" as never }));
  code("NOT_EXPORTABLE", () => toSql(wide, { columns: Array(2001).fill("x") }));
  code("NOT_EXPORTABLE", () =>
    toSql(
      new Perceptron().fit(
        [[0], [1]],
        [
          [0, 1],
          [1, 0],
        ],
      ),
      { columns: ["a"] },
    ),
  );
});
