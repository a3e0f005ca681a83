// The command line on tables, whole processes with their imports: how good one command is beside scikit-learn's
// ColumnTransformer with a Perceptron and with LogisticRegression, and how fast beside pandas. Needs dist/, and for
// the peers a python3 that has sklearn and pandas (PYTHON names another).
//
//   npm run bench -- table                     accuracy, then 200,000 rows
//   npm run bench -- table accuracy | speed    one of them
//   npm run bench -- table stream --rows 10000000
import { spawnSync } from "node:child_process";
import { createReadStream, createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { trainTestSplit } from "../src/metrics/index.js";
import { machine, summary } from "./clock.js";
import { digitPixels, irises, messages, numbers, passengers, type TableData } from "./tables.js";

const { values, positionals } = parseArgs({
  options: { rows: { type: "string", default: "10000000" }, rounds: { type: "string", default: "5" } },
  allowPositionals: true,
});
const MAIN = "dist/cli/main.js";
const folder = mkdtempSync(join(tmpdir(), "table-"));
const at = (name: string): string => join(folder, name);

interface Ended {
  readonly out: string;
  readonly seconds: number;
  readonly megabytes: number;
}

/** A process from its start to its end, and the most memory that it had. */
function run(program: string, args: readonly string[], input?: string): Ended {
  const begin = performance.now();
  const { status, stdout, stderr } = spawnSync("/usr/bin/time", ["-f", "%M", program, ...args], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    input,
  });
  const seconds = (performance.now() - begin) / 1000;
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${stderr}`);
  return { out: stdout, seconds, megabytes: Number(stderr.trim().split("\n").at(-1)) / 1024 };
}

const rosenblatt = (...args: string[]): Ended => run(process.execPath, [MAIN, ...args]);

const python = [process.env.PYTHON, "python3", "/usr/bin/python3"].find(
  (name) => name && spawnSync(name, ["-c", "import sklearn, pandas"]).status === 0,
);

const IMPORTS = `
import sys, json, warnings
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Perceptron
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
warnings.filterwarnings("ignore")
`;

const ACCURACY = `${IMPORTS}
train, test, target, kinds = pd.read_csv(sys.argv[1]), pd.read_csv(sys.argv[2]), sys.argv[3], json.loads(sys.argv[4])
of = lambda kind: [name for name, k in kinds.items() if k == kind]
def made(model):
    number = make_pipeline(SimpleImputer(add_indicator=True), StandardScaler())
    category = OneHotEncoder(handle_unknown="ignore")
    texts = [("text " + name, TfidfVectorizer(), name) for name in of("text")]
    steps = [("number", number, of("number")), ("category", category, of("category")), *texts]
    return make_pipeline(ColumnTransformer(steps), model)
for model in [Perceptron(), LogisticRegression(max_iter=1000)]:
    print(made(model).fit(train, train[target]).score(test, test[target]))
`;

/** The mean over seeds of the share of test rows that are right. */
function accuracies(data: TableData): string[] {
  const seeds = [0, 1, 2, 3, 4];
  const scores = seeds.map((seed) => {
    const labels = data.lines.map((_, i) => i);
    const { XTrain, XTest } = trainTestSplit([...data.lines], labels, { testSize: 0.25, seed });
    writeFileSync(at("train.csv"), `${data.header}\n${XTrain.join("\n")}\n`);
    writeFileSync(at("test.csv"), `${data.header}\n${XTest.join("\n")}\n`);
    const ours = [["--test-size", "0"], ["--tune"]].map((flags) => {
      const words = ["--target", data.target, ...flags, "--quiet", "--out", at("m.json")];
      rosenblatt("train", at("train.csv"), ...words);
      const { out } = rosenblatt("eval", at("m.json"), at("test.csv"), "--json");
      return (JSON.parse(out) as { accuracy: number }).accuracy;
    });
    if (python === undefined) return ours;
    const args = ["-c", ACCURACY, at("train.csv"), at("test.csv"), data.target, JSON.stringify(data.kinds)];
    return [...ours, ...run(python, args).out.trim().split("\n").map(Number)];
  });
  const count = scores[0]?.length ?? 0;
  const means = Array.from(
    { length: count },
    (_, j) => scores.reduce((sum, row) => sum + (row[j] as number), 0) / scores.length,
  );
  return [data.name, String(data.lines.length), ...means.map((mean) => `${(100 * mean).toFixed(1)} %`)];
}

const SPEED = `${IMPORTS}
table = pd.read_csv(sys.argv[1])
X, y = table.drop(columns="y"), table["y"]
print(make_pipeline(StandardScaler(), Perceptron()).fit(X, y).score(X, y))
`;

async function speed(): Promise<void> {
  await pipeline(Readable.from(numbers(200_000, 30)), createWriteStream(at("numbers.csv")));
  const ours: Ended[] = [];
  const theirs: Ended[] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    ours.push(
      rosenblatt("train", at("numbers.csv"), "--target", "y", "--test-size", "0", "--out", at("m.json")),
    );
    if (python !== undefined) theirs.push(run(python, ["-c", SPEED, at("numbers.csv")]));
  }
  console.log("\n| 200,000×30 numbers, read and learned | seconds | peak memory, MB |\n|---|--:|--:|");
  const row = (name: string, runs: readonly Ended[]): void =>
    console.log(
      `| ${name} | ${summary(runs.map(({ seconds }) => seconds))} | ${summary(runs.map(({ megabytes }) => megabytes))} |`,
    );
  row("rosenblatt train", ours);
  if (theirs.length > 0) {
    row("pandas, StandardScaler, Perceptron", theirs);
    console.log(
      `| ratio of seconds | **${summary(ours.map(({ seconds }, i) => seconds / (theirs[i] as Ended).seconds))}** | |`,
    );
  }
}

/** Lines that are read, split and made numbers of, and nothing else. */
const PARSING = `
let rest = "", rows = 0, sum = 0;
for await (const part of (await import("node:fs")).createReadStream(process.argv[1], { encoding: "latin1", highWaterMark: 2 ** 20 })) {
  const lines = (rest + part).split("\\n");
  rest = lines.pop();
  for (const line of lines) { const cells = line.split(","); for (let j = 0; j < cells.length - 1; j++) sum += Number(cells[j]); rows++; }
}
console.log(rows, sum);
`;

async function stream(rows: number): Promise<void> {
  await pipeline(Readable.from(numbers(rows, 30)), createWriteStream(at("long.csv")));
  let bytes = 0;
  for await (const part of createReadStream(at("long.csv"))) bytes += (part as Buffer).length;
  const parsing = run(process.execPath, ["--input-type=module", "-e", PARSING, at("long.csv")]);
  const ours = rosenblatt(
    "train",
    at("long.csv"),
    "--target",
    "y",
    "--stream",
    "--quiet",
    "--out",
    at("m.json"),
  );
  console.log(
    `\n| ${rows} rows, ${(bytes / 1e9).toFixed(2)} GB, in one pass | seconds | peak memory, MB |\n|---|--:|--:|`,
  );
  console.log(
    `| split and Number() alone | ${parsing.seconds.toFixed(1)} | ${parsing.megabytes.toFixed(0)} |`,
  );
  console.log(`| rosenblatt train --stream | ${ours.seconds.toFixed(1)} | ${ours.megabytes.toFixed(0)} |`);
  console.log(`| rate beside parsing | **${((100 * parsing.seconds) / ours.seconds).toFixed(0)} %** | |`);
}

try {
  const [part] = positionals;
  console.log(machine());
  if (part === undefined || part === "accuracy") {
    console.log(
      "\n| test rows right | rows | rosenblatt train | train --tune | ColumnTransformer, Perceptron | …, LogisticRegression |\n|---|--:|--:|--:|--:|--:|",
    );
    for (const data of [passengers(), messages(), irises(), digitPixels()])
      console.log(`| ${accuracies(data).join(" | ")} |`);
  }
  if (part === undefined || part === "speed") await speed();
  if (part === "stream") await stream(Number(values.rows));
  if (python === undefined)
    console.log("\nthere is no python3 with sklearn and pandas here: the peers were not measured");
} finally {
  rmSync(folder, { recursive: true });
}
