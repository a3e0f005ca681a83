// Asks SQLite and PostgreSQL for the labels of rows.
import { chownSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "vitest";
import { toSql } from "../../src/export/index.js";
import { loadModel } from "../../src/predict/index.js";
import { POSTGRES } from "../cluster/servers.js";
import type { Case } from "./models.js";
import { needs, run } from "./tools.js";

type Names = (d: number) => string[];

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const TABLE = `t "x"; --`;

/** A table with the rows, and the query of their labels, as the place of each in the classes. */
function script({ model, rows }: Case, names: Names, real: string): string {
  const d = (rows[0] as number[]).length;
  const columns = names(d);
  const table = quoted(TABLE);
  const label = toSql(model, { columns });
  const { classes } = loadModel(model.toJSON());
  const places = classes.map((name, i) => `WHEN ${literal(name)} THEN ${i}`).join(" ");
  return `CREATE TEMPORARY TABLE ${table} (n INTEGER, ${columns.map((name) => `${quoted(name)} ${real}`).join(", ")});
${rows.map((row, i) => `INSERT INTO ${table} VALUES (${i}, ${row.join(", ")});`).join("\n")}
SELECT CASE label ${places} END FROM (SELECT n, ${label} AS label FROM ${table}) AS answers ORDER BY n;
${toSql(model, { columns, table: TABLE })};
DROP TABLE ${table};`;
}

const literal = (label: unknown): string =>
  typeof label === "string"
    ? `'${label.replaceAll("'", "''")}'`
    : typeof label === "number"
      ? `(${label})`
      : String(label).toUpperCase();

/** The labels, from the first lines of what was printed. */
function labelsOf(text: string, { model, rows }: Case): unknown[] {
  const { classes } = loadModel(model.toJSON());
  return text
    .split("\n")
    .slice(0, rows.length)
    .map((place) => (place === "" ? undefined : classes[Number(place)]));
}

export const askSqlite = Object.assign(
  (sqlite: string, one: Case, names: Names): unknown[] =>
    labelsOf(askSqlite.text(sqlite, script(one, names, "REAL")), one),
  {
    text: (sqlite: string, sql: string): string =>
      run(sqlite, ["-batch", "-bail", ":memory:"], sql).toString(),
  },
);

export type Psql = (sql: string) => string;

export const askPostgres = (psql: Psql, one: Case, names: Names): unknown[] =>
  labelsOf(psql(script(one, names, "DOUBLE PRECISION")), one);

/** A server of its own while `body` runs, which no network reaches. It does not run as root. */
export async function postgres(context: TestContext, body: (psql: Psql) => void): Promise<void> {
  const initdb = needs(context, POSTGRES ? `${POSTGRES}/initdb` : "initdb");
  const folder = mkdtempSync(join(tmpdir(), "pg-"));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    const [uid, gid] = ["-u", "-g"].map((flag) => Number(run("id", [flag, "postgres"]).toString()));
    chownSync(folder, uid as number, gid as number);
  }
  const as = (program: string, args: string[], input?: string): string =>
    (isRoot
      ? run("runuser", ["-u", "postgres", "--", program, ...args], input, folder)
      : run(program, args, input, folder)
    ).toString();
  const data = join(folder, "data");
  const control = initdb.replace(/initdb$/, "pg_ctl");
  try {
    as(initdb, ["-D", data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", "postgres", "--no-sync"]);
    as(control, [
      "-D",
      data,
      "-w",
      "-l",
      join(folder, "log"),
      "-o",
      `-k ${folder} -c listen_addresses= -c fsync=off`,
      "start",
    ]);
    body((sql) =>
      as(
        initdb.replace(/initdb$/, "psql"),
        ["-h", folder, "-U", "postgres", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "postgres"],
        sql,
      ),
    );
  } finally {
    if (existsSync(join(data, "postmaster.pid"))) as(control, ["-D", data, "-m", "immediate", "stop"]);
    rmSync(folder, { recursive: true, force: true });
  }
}
