// Shards of a table, and a model of them; that a run over one shard is the one command's, to the bit.
import { existsSync, mkdirSync, readdirSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { file, fine, folder, interrupted, json, MAIN, ON_IRIS, piped, refusal, run } from "../support/cli.js";
import { essence } from "../support/essence.js";
import { noisy } from "../support/tables.js";
import { many } from "../support/typed-files.js";

const shard = (...args: string[]) => run("shard", ...args);
const steps = (name: string) => JSON.parse(essence(json(name).steps));

it("one shard gives what train gives of the same table, to the last digit of the file", () => {
  expect(shard(...ON_IRIS, "--out", "one", "--shards", "1", "--quiet")).toMatchObject({ status: 0, err: "" });
  const options = ["--epochs", "40", "--seed", "3", "--quiet"];
  expect(run("cluster", "train", "one", ...options, "--out", "one.json")).toMatchObject(fine);
  expect(run("train", ...ON_IRIS, ...options, "--test-size", "0", "--out", "train.json")).toMatchObject(fine);
  expect(steps("one.json")).toEqual(steps("train.json"));
  const notes = (name: string) => JSON.stringify(json(name).metadata);
  expect(notes("one.json")).toBe(notes("train.json"));
});

// Categories, words and letters, dates, gaps: an encoder that is fitted batch by batch, or rows that are rounded otherwise.
it("one shard of a table with text gives what train gives, by each rule and type", () => {
  const words = ["cheap pills", "meeting at noon", "win money", "lunch, then code", "notes of the day"];
  const row = (i: number) => {
    const isSpam = (i * 7) % 5 < 2;
    const text = `${words[isSpam ? (i % 2) * 2 : 1 + (i % 3)]} ${(i * 31) % 97}`;
    const size = i % 9 === 0 ? "" : ((i * 13) % 17) / 3;
    return `"${text}",${["red", "green", "blue"][i % 3]},${size},2026-0${1 + (i % 9)}-1${i % 10},${isSpam ? "spam" : "ham"}`;
  };
  file(
    "mail.csv",
    `subject,colour,size,day,kind\n${Array.from({ length: 240 }, (_, i) => row(i)).join("\n")}\n`,
  );
  const columns = ["mail.csv", "--target", "kind", "--types", "subject=text,colour=category"];
  for (const [dtype, ...options] of [
    ["f64"],
    ["f64", "--rule", "arow", "--r", "0.5", "--no-average"],
    ["f32", "--rule", "passive-aggressive", "--C", "0.1", "--variant", "pa2"],
    ["f32", "--rule", "arow", "--multiclass", "ovr"],
  ] as const) {
    const folder = `mail-${dtype}-${options.length}`;
    expect(shard(...columns, "--out", folder, "--shards", "1", "--dtype", dtype, "--quiet")).toMatchObject(
      fine,
    );
    const given = [...options, "--epochs", "9", "--dtype", dtype, "--quiet"];
    expect(run("cluster", "train", folder, ...given, "--out", "sharded.json")).toMatchObject(fine);
    expect(run("train", ...columns, ...given, "--test-size", "0", "--out", "mail.json")).toMatchObject(fine);
    expect(steps("sharded.json")).toEqual(steps("mail.json"));
  }
});

it("several files are dealt to several shards, and the model predicts from the table's own columns", () => {
  file("a.csv", noisy(300, 0));
  file("b.csv", noisy(200, 0));
  // As a shell completes the name of a folder: what puts its own behind it lies within.
  mkdirSync(join(folder, "five"));
  const told = shard("a.csv", "b.csv", "--target", "side", "--out", "five/", "--shards", "5", "--json");
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
  writeFileSync(join(folder, "b.SVM.GZ"), gzipSync(lines(40, "-1 9:-1")));
  const told = shard("a.svmlight", "b.SVM.GZ", "--out", "sparse", "--shards", "3", "--json");
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

// One that takes results in the order in which they come mixes shards by turns, and one that runs a task twice differs too.
it("tasks spread by xargs over processes give what threads give", () => {
  file("spread.csv", noisy(120, 0));
  expect(shard("spread.csv", "--target", "side", "--out", "spread", "--shards", "3").status).toBe(0);
  const options = ["--epochs", "2", "--average", "--quiet"];
  expect(run("cluster", "train", "spread", ...options, "--out", "threads.json")).toMatchObject(fine);
  const each = `printf '%s\\n' "$1" | '${process.execPath}' '${MAIN}' shard-task`;
  const through = `xargs -P 2 -d '\\n' -n 1 sh -c '${each.replaceAll("'", "'\\''")}' _`;
  expect(
    run("cluster", "train", "spread", ...options, "--through", through, "--out", "xargs.json"),
  ).toMatchObject(fine);
  expect(steps("xargs.json")).toEqual(steps("threads.json"));
  expect(run("cluster", "train", "spread", ...options, "--through", "true")).toMatchObject({
    status: 1,
    err: expect.stringContaining("shard-00000.bin"),
  });
});

it("a line that is no task is refused, and not done", () => {
  const digest = "0".repeat(64);
  const task = { kernels: `2-${digest}`, kind: "learn", epoch: 1, seed: 0, shard: 0, model: digest };
  for (const line of ["{", "null", "{}", JSON.stringify({ task, model: "" })]) {
    expect(piped(line, "shard-task")).toMatchObject({
      status: 1,
      out: "",
      err: expect.stringContaining("not a task"),
    });
  }
});

it("Parquet files are dealt as tables are", () => {
  writeFileSync(join(folder, "many.parquet"), many.parquet);
  const told = shard("many.parquet", "--target", "b", "--out", "typed", "--shards", "2", "--json");
  expect(JSON.parse(told.out)).toMatchObject({ rows: 5000, classes: ["false", "true"] });
  const trained = run("cluster", "train", "typed", "--epochs", "2", "--json");
  expect(JSON.parse(trained.out)).toMatchObject({ rows: 5000, epochs: 2 });
});

it("training says where the model went, or that it went nowhere", () => {
  const trained = (...args: string[]) => run("cluster", "train", "one", "--epochs", "1", ...args).out;
  expect(trained("--out", "kept.json")).toMatch(
    /\nsaved to kept\.json; next: rosenblatt predict kept\.json FILE\n$/,
  );
  expect(trained()).toMatch(/\nnot saved; --out FILE saves the model\n$/);
});

// One that lets Ctrl-C end it has learned for nothing: on threads, nobody else keeps an epoch.
it("Ctrl-C ends a run on threads after the present epoch, and saves what was learned", async () => {
  file("mixed.csv", `${noisy(200, 0)}0,0,left\n0,0,right\n`);
  expect(shard("mixed.csv", "--target", "side", "--out", "mixed", "--shards", "4").status).toBe(0);
  const long = ["--epochs", "100000000", "--tol", "none"];
  const { status, out, err } = await interrupted("cluster", "train", "mixed", ...long, "--out", "kept.json");
  expect(status).toBe(130);
  expect(err).toMatch(/epoch \d+(, the last)?: (\d\/4) shards/);
  expect(out).toMatch(/^ {2}stopped before it had converged$/m);
  expect(out).toMatch(/\nstopped, and saved what was learned to kept\.json\n$/);
  expect(json("kept.json").metadata).toEqual({ target: "side", rows: 202 });
});

// One that looks when all is done has read and learned for nothing, and leaves such errors to Node.
it("a file or a folder that cannot be written is refused before anything is read", () => {
  const cases = [
    [["train", "missing.csv", "--target", "y", "--out", "no/m.json"], "no/m.json: there is no folder no"],
    [["train", "-", "--target", "y", "--stream", "--out", "one"], "one: it is a folder"],
    [["predict", "missing.json", "x.csv", "--out", "no/y.csv"], "no/y.csv: there is no folder no"],
    [["export", "missing.json", "--to", "c", "--out", "no/m.c"], "no/m.c: there is no folder no"],
    [["cluster", "train", "missing", "--out", "iris.csv/m"], "iris.csv/m: there is no folder iris.csv"],
    [["train", "missing.csv", "--target", "y", "--out", "no/"], "no/: there is no folder no"],
    [
      ["train", "missing.csv", "--target", "y", "--out", `${"m".repeat(254)}`],
      `${"m".repeat(254)}: ENAMETOOLONG`,
    ],
    [["shard", "missing.csv", "--target", "y", "--out", "one"], "one: there are files in it"],
    [
      ["shard", "missing.csv", "--target", "y", "--out", "iris.csv"],
      "iris.csv: there is a file of that name",
    ],
    [
      ["shard", "missing.csv", "--target", "y", "--out", "iris.csv/x/y"],
      "iris.csv/x/y: there is no folder iris.csv/x",
    ],
  ] as const;
  for (const [args, text] of cases) expect(run(...args)).toEqual(refusal(`cannot write ${text}`));
});

it("a file that may be written is not left behind, nor is a folder, where there is nothing to write", () => {
  expect(run("train", "missing.csv", "--target", "y", "--out", "nothing.json").status).toBe(1);
  expect(shard("missing.csv", "--target", "y", "--out", "nothing/at/all").status).toBe(1);
  expect(readdirSync(folder).filter((name) => name.startsWith("nothing"))).toEqual([]);
});

// One that takes its error from the system says ENOTDIR, or that a letter is no JSON.
it("what is no manifest is refused with what makes one", () => {
  const makes = "rosenblatt shard, or writeShards, makes shards of a table";
  expect(run("cluster", "train", "iris.csv")).toEqual(
    refusal(`there is no "manifest.json" in ${join(realpathSync(folder), "iris.csv")}; ${makes}`),
  );
  expect(run("cluster", "train", "one.json")).toEqual(
    refusal(`not a manifest of shards: format is not "rosenblatt.shards"; ${makes}`),
  );
});

it("help says of a flag what it means for the command", () => {
  const saysOfOut = (...words: string[]) => /--out .*/.exec(run(...words, "--help").out)?.[0];
  expect(saysOfOut("shard")).toMatch(/^--out FOLDER +where the shards are written; it is made$/);
  expect(saysOfOut("cluster", "train")).toMatch(/^--out FILE +where the result is written/);
  // and none that is refused
  expect(run("cluster", "train", "--help").out).not.toMatch(/--(keep|decay|standardize)/);
  expect(run("cluster", "--help")).toEqual(run("--help"));
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
    ["shard", ...ON_IRIS, "--out", "x", "--shards", "65537"],
    '--shards is "65537"; expected an integer from 1 to 65536',
  ],
  [["shard", ...ON_IRIS, "--out", "-"], "--out is the folder of the shards; it cannot be -"],
  [
    ["shard", "a.svmlight", "--out", "x", "--features", "x_1"],
    "--features needs --target label: without it, svmlight files keep all of their columns",
  ],
  ...["keep=best", "decay=0.5", "standardize"].map((flag): [string[], string] => [
    ["cluster", "train", "one", `--${flag}`],
    `cluster train has no option --${flag.split("=")[0]}; see rosenblatt cluster train --help`,
  ]),
  [["cluster", "train", "one", "--queue", "q"], "--redis URL or --postgres URL is missing"],
  [
    ["cluster", "train", "one", "--redis", "redis://127.0.0.1:1", "--through", "cat"],
    "--redis and --through do not go together",
  ],
  [["cluster", "train", "one", "--C", "2"], "--C is an option of --rule passive-aggressive"],
])("%j is refused", (args, message) => {
  expect(run(...(args as string[]))).toMatchObject({ status: 2, out: "", err: `rosenblatt: ${message}\n` });
});
