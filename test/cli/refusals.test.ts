// Refusals of the command line: one line that says what is wrong, and exit code 1 for a file, 2 for what was typed.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { FEATURES, file, fine, folder, json, ON_IRIS, refusal, run } from "../support/cli.js";

beforeAll(() => {
  expect(run("train", ...ON_IRIS, "--seed", "1", "--out", "iris.json")).toMatchObject(fine);
});

describe("bad files, against a program that prints a stack, learns NaN, or exits with 0", () => {
  const columns = `its columns are ${[...FEATURES, "species"].join(", ")}`;
  const wrote = `expected what "rosenblatt train --out" wrote`;

  beforeAll(() => {
    mkdirSync(join(folder, "folder"));
    file("empty.csv", "");
    file("blank.csv", "\n\r\n\n");
    file("header.csv", "a,b,c\n");
    file("short.csv", "a,b,c\n1,2,x\n1,2\n");
    file("words.csv", "a,b,c\n1,2,x\n1,zwei,y\n");
    file("cell.csv", "a,b,c\n1,2,x\n1,,y\n");
    file("nan.csv", "a,b,c\nNaN,2,x\n1,2,y\n");
    file("huge.csv", "a,b,c\n1e400,2,x\n1,2,y\n");
    file("twice.csv", "a,b,a,c\n1,2,3,x\n1,2,3,y\n");
    file("target.csv", "c\nx\ny\n");
    file("one.csv", "a,b,c\n1,2,x\n3,4,x\n");
    file("unlabelled.csv", "a,b,c\n1,2,x\n1,2,\n");
    file("semicolon.csv", "a;b;c\n1;2;x\n");
    file("bad.json", "{");
    file("other.json", '{"a": 1}');
  });

  it.each([
    ["missing.csv", "cannot read missing.csv: there is no such file"],
    ["folder", "cannot read folder: it is a folder"],
    ["empty.csv", "empty.csv is empty; expected a header line and rows"],
    ["blank.csv", "blank.csv is empty; expected a header line and rows"],
    ["header.csv", "header.csv has a header line and no rows"],
    ["short.csv", "short.csv line 3: 2 cells, the header has 3"],
    ["words.csv", 'words.csv line 3: b is "zwei"; expected a number'],
    ["cell.csv", 'cell.csv line 3: b is ""; expected a number'],
    ["nan.csv", 'nan.csv line 2: a is "NaN"; expected a number'],
    ["huge.csv", 'huge.csv line 2: a is "1e400"; expected a number'],
    ["twice.csv", 'twice.csv has two columns named "a"'],
    ["target.csv", 'target.csv has no column beside the target "c"'],
    ["semicolon.csv", 'semicolon.csv has no column "c"; its columns are a;b;c'],
    ["iris.csv", `iris.csv has no column "c"; ${columns}`],
  ])("train %s: %s", (name, text) => {
    const out = "never.json";
    expect(run("train", name, "--target", "c", "--out", out)).toEqual(refusal(text));
    expect(() => json(out)).toThrow("ENOENT");
  });

  it("an error of the library itself is told in one line, too: a stack", () => {
    const { err, ...end } = run("train", "one.csv", "--target", "c", "--out", "never.json");
    expect(end).toEqual({ status: 1, out: "" });
    expect(err).toMatch(/^rosenblatt: Perceptron\.fit: .*"x".*\n$/);
    expect(() => json("never.json")).toThrow("ENOENT");
  });

  it.each([
    ["missing.json", "cannot read missing.json: there is no such file"],
    ["folder", "cannot read folder: it is a folder"],
    ["iris.csv", `iris.csv is not JSON; ${wrote}`],
    ["empty.csv", `empty.csv is not JSON; ${wrote}`],
    ["bad.json", `bad.json is not JSON; ${wrote}`],
    ["other.json", `other.json is not a model; ${wrote}`],
  ])("predict and eval with the model %s: %s", (name, text) => {
    expect(run("predict", name, "iris.csv")).toEqual(refusal(text));
    expect(run("eval", name, ...ON_IRIS)).toEqual(refusal(text));
  });

  it.each<[string[], string]>([
    [["predict", "iris.json", "missing.csv"], "cannot read missing.csv: there is no such file"],
    [["predict", "iris.json", "one.csv"], 'one.csv has no column "sepal_length"; its columns are a, b, c'],
    [["eval", "iris.json", "iris.csv", "--target", "kind"], `iris.csv has no column "kind"; ${columns}`],
    [["eval", "iris.json", "header.csv", "--target", "c"], "header.csv has a header line and no rows"],
    [["train", ...ON_IRIS, "--features", "petal_length,nope"], `iris.csv has no column "nope"; ${columns}`],
    [
      ["train", ...ON_IRIS, "--features", "petal_length,petal_length"],
      'the feature "petal_length" is named twice',
    ],
    [["separable", "one.csv", "--target", "c"], 'one.csv has one class only, "x"; a plane parts two'],
    [["train", "unlabelled.csv", "--target", "c"], "unlabelled.csv line 3: c is empty; expected a label"],
    [["train", ...ON_IRIS, "--features", "species"], 'the target "species" cannot be a feature too'],
  ])("%j: %s", (args, text) => {
    expect(run(...args)).toEqual(refusal(text));
  });

  it.each(["folder", "nowhere/model.json"])("a model that cannot be written to %s is no success", (out) => {
    const { status, err } = run("train", ...ON_IRIS, "--out", out);
    expect({ status, err }).toEqual({
      status: 1,
      err: expect.stringMatching(`^rosenblatt: cannot write ${out}: E[A-Z]+\n$`),
    });
  });
});

describe("usage, against a program that guesses what was meant", () => {
  it.each<[string[], string]>([
    [[], "which command?"],
    [["trian", "iris.csv"], 'there is no command "trian"'],
    [["constructor"], 'there is no command "constructor"'],
    [["train", "--target", "species"], "train takes 1 file, not 0"],
    [["train", "iris.csv", "more.csv", "--target", "species"], "train takes 1 file, not 2"],
    [["predict", "iris.json"], "predict takes 2 files, not 1"],
    [["eval", "iris.json", "--target", "species"], "eval takes 2 files, not 1"],
    [["logic"], "logic takes a proposition in quotes, not 0"],
    [["logic", "A", "and", "B"], "logic takes a proposition in quotes, not 3"],
    [["separable", "iris.csv"], "--target COLUMN is missing"],
    [["train", ...ON_IRIS, "--table"], "train has no option --table"],
    [["train", ...ON_IRIS, "--epochs", "0"], '--epochs is "0"; expected an integer above 0'],
    [["train", ...ON_IRIS, "--seed=-1"], '--seed is "-1"; expected an integer from 0 to 4294967295'],
    [["demo", "iris.csv"], "demo takes 0 files, not 1"],
    [["train", "iris.csv"], "--target COLUMN is missing"],
    [["eval", "iris.json", "iris.csv", "--target="], "--target COLUMN is missing"],
    [["predict", "iris.json", ...ON_IRIS], "predict has no option --target"],
    [["train", ...ON_IRIS, "--epochs", "ten"], '--epochs is "ten"; expected an integer above 0'],
    [["train", ...ON_IRIS, "--seed="], '--seed is ""; expected an integer from 0 to 4294967295'],
    [["train", ...ON_IRIS, "--eta", "0,1"], '--eta is "0,1"; expected a number above 0'],
  ])("%j: %s, and how it is used; exit code 2", (args, text) => {
    const { status, out, err } = run(...args);
    expect([status, out, err.split("\n")[0]]).toEqual([2, "", `rosenblatt: ${text}`]);
    expect(err).toContain("rosenblatt train FILE.csv --target COLUMN");
  });

  it.each([["--bogus"], ["--target"]])(
    "train iris.csv %s is refused by the argument parser's words, which name it",
    (option) => {
      const { status, out, err } = run("train", "iris.csv", option);
      expect({ status, out }).toEqual({ status: 2, out: "" });
      expect(err.split("\n")[0]).toMatch(new RegExp(`^rosenblatt: .*'${option}\\b`));
    },
  );

  it("--help says how it is used, on the standard output", () => {
    const help = run("--help");
    expect(help).toMatchObject(fine);
    for (const command of [
      "train FILE.csv",
      "predict MODEL.json FILE.csv",
      "eval MODEL.json FILE.csv",
      "demo",
    ])
      expect(help.out).toContain(`\n  rosenblatt ${command}`);
    expect(run("train", "-h")).toEqual(help);
  });
});
