// Shards of a table, and a model of them; that a run over one shard is the one command's, to the bit.
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { file, fine, folder, json, ON_IRIS, run } from "../support/cli.js";
import { noisy } from "../support/tables.js";
import { many } from "../support/typed-files.js";

const shard = (...args: string[]) => run("shard", ...args);
const steps = (name: string) =>
  JSON.parse(JSON.stringify(json(name).steps), (key, value) => (key === "seconds" ? 0 : value));

it("one shard gives what train gives of the same table, to the last digit of the file", () => {
  expect(shard(...ON_IRIS, "--out", "one", "--shards", "1", "--quiet")).toMatchObject({ status: 0, err: "" });
  const options = ["--epochs", "40", "--seed", "3", "--quiet"];
  expect(run("cluster", "train", "one", ...options, "--out", "one.json")).toMatchObject(fine);
  expect(run("train", ...ON_IRIS, ...options, "--test-size", "0", "--out", "train.json")).toMatchObject(fine);
  expect(steps("one.json")).toEqual(steps("train.json"));
});

it("several files are dealt to several shards, and the model predicts from the table's own columns", () => {
  file("a.csv", noisy(300, 0));
  file("b.csv", noisy(200, 0));
  const told = shard("a.csv", "b.csv", "--target", "side", "--out", "five", "--shards", "5", "--json");
  expect(JSON.parse(told.out)).toMatchObject({ rows: 500, shards: 5, manifest: "five/manifest.json" });
  expect(json("five/manifest.json").shards.map(({ rows }: { rows: number }) => rows)).toEqual([
    100, 100, 100, 100, 100,
  ]);
  expect(run("cluster", "train", "five/manifest.json", "--quiet", "--out", "five.json").status).toBe(0);
  const tested = run("eval", "five.json", "a.csv", "--json");
  expect(JSON.parse(tested.out).accuracy).toBeGreaterThan(0.97);
});

// One that counts columns file by file, or batch by batch, writes shards of several widths.
it("svmlight files need no target, packed or not, and their columns are counted over all of them", () => {
  const row = (i: number) => `${i % 2 ? 1 : -1} ${1 + (i % 5)}:${i % 2 ? 1 : -1}`;
  const lines = (n: number, last: string) =>
    `${Array.from({ length: n }, (_, i) => row(i)).join("\n")}\n${last}\n`;
  file("a.svmlight", lines(60, "1 2:1"));
  writeFileSync(join(folder, "b.svm.gz"), gzipSync(lines(40, "-1 9:-1")));
  const told = shard("a.svmlight", "b.svm.gz", "--out", "sparse", "--shards", "3", "--json");
  expect(JSON.parse(told.out)).toEqual({
    rows: 102,
    classes: [-1, 1],
    shards: 3,
    manifest: "sparse/manifest.json",
  });
  expect(json("sparse/manifest.json")).toMatchObject({ layout: "csr", cols: 9, classes: [-1, 1] });
  const trained = run("cluster", "train", "sparse", "--json");
  expect(JSON.parse(trained.out)).toMatchObject({ rows: 102, converged: true });
});

it("Parquet files are dealt as tables are", () => {
  writeFileSync(join(folder, "many.parquet"), many.parquet);
  const told = shard("many.parquet", "--target", "b", "--out", "typed", "--shards", "2", "--json");
  expect(JSON.parse(told.out)).toMatchObject({ rows: 5000, classes: ["false", "true"] });
  const trained = run("cluster", "train", "typed", "--epochs", "2", "--json");
  expect(JSON.parse(trained.out)).toMatchObject({ rows: 5000, epochs: 2 });
});

it("a table that cannot be read leaves no folder behind", () => {
  file("ragged.csv", "a,side\n1,left\n2,right\n3\n");
  expect(shard("ragged.csv", "--target", "side", "--out", "never").status).toBe(1);
  expect(readdirSync(folder).filter((name) => name.startsWith("never"))).toEqual([]);
  expect(existsSync(join(folder, "never"))).toBe(false);
});

it.each([
  [["cluster"], "cluster train, cluster worker or cluster status?"],
  [["cluster", "worker"], "--redis URL or --postgres URL is missing"],
  [["shard", "iris.csv", "--out", "x"], "--target COLUMN is missing"],
  [["shard", ...ON_IRIS], "--out FOLDER is missing"],
  [
    ["cluster", "train", "one", "--keep", "best"],
    "--keep needs all rows in one place, and shards have parts of them",
  ],
])("%j is refused", (args, message) => {
  expect(run(...(args as string[]))).toMatchObject({ status: 2, out: "", err: `rosenblatt: ${message}\n` });
});
