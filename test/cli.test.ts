// The command line as its users meet it: a child process in a folder of its own, files in, text out.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Perceptron, type PerceptronJSON } from "../src/index.js";
import { FEATURES, file, fine, folder, IRIS, json, ON_IRIS, refusal, run } from "./support/cli.js";

const irisRows = readFileSync(IRIS, "utf8").trim().split(/\r?\n/).slice(1);
const species = irisRows.map((line) => line.split(",")[4]);

beforeAll(() => {
  expect(run("train", ...ON_IRIS, "--seed", "1", "--out", "iris.json")).toMatchObject(fine);
});

describe("train, predict, eval", () => {
  it("a saved model predicts and scores what training said; a program that saves another model differs", () => {
    const { out, ...end } = run(
      "train",
      "iris.csv",
      "--target",
      "species",
      "--seed",
      "7",
      "--out",
      "seven.json",
    );
    expect(end).toEqual(fine);
    expect(out).toContain(`150 rows, 4 features (${FEATURES.join(", ")}), 3 classes\n`);
    expect(out).toContain("\nsaved to seven.json\n");
    const said = /^training accuracy (\d+\.\d %)$/m.exec(out)?.[1];
    const predicted = run("predict", "seven.json", "iris.csv");
    expect(predicted).toMatchObject(fine);
    const [header, ...labels] = predicted.out.trimEnd().split("\n");
    expect(header).toBe("species");
    expect(labels).toHaveLength(150);
    const right = labels.filter((label, i) => label === species[i]).length;
    expect(`${((100 * right) / 150).toFixed(1)} %`).toBe(said);
    expect(run("eval", "seven.json", ...ON_IRIS)).toEqual({
      ...fine,
      out: `accuracy ${said} (${right} of 150 rows)\n`,
    });
  });

  it("the file is the library's own model of the same data; a program that drops an option differs", () => {
    const args = ["--features", "petal_width, petal_length", "--seed", "3", "--epochs", "4", "--eta", "0.5"];
    expect(run("train", ...ON_IRIS, ...args, "--out", "two.json")).toMatchObject(fine);
    const saved = json("two.json");
    expect([saved.features, saved.target]).toEqual([["petal_width", "petal_length"], "species"]);
    const X = irisRows.map((line) => [Number(line.split(",")[3]), Number(line.split(",")[2])]);
    const model = new Perceptron({ randomState: 3, maxIter: 4, eta0: 0.5 }).fit(X, species as string[]);
    expect(withoutSeconds(saved.model)).toEqual(withoutSeconds(JSON.parse(JSON.stringify(model))));
    expect(model.nIter).toBe(4);
  });

  it("the same seed gives the same file but for the seconds, another seed another", () => {
    const train = (seed: string, out: string) => run("train", ...ON_IRIS, "--seed", seed, "--out", out);
    const runs = [train("1", "a.json"), train("1", "b.json"), train("2", "c.json")];
    expect(runs).toMatchObject([fine, fine, fine]);
    const [a, b, c] = ["a.json", "b.json", "c.json"].map((name) => withoutSeconds(json(name).model));
    expect(a).toEqual(b);
    expect(c).not.toEqual(a);
    expect(c?.fitted.coef).not.toEqual(a?.fitted.coef);
  });

  it("predict finds the features by name, whatever the order, and needs no target", () => {
    const shuffled = irisRows
      .map((line) => line.split(","))
      .map(([a, b, c, d]) => [d, "-", b, c, a].join(","));
    file("shuffled.csv", ["petal_width,note,sepal_width,petal_length,sepal_length", ...shuffled].join("\n"));
    expect(run("predict", "iris.json", "shuffled.csv")).toEqual(run("predict", "iris.json", "iris.csv"));
  });
});

function withoutSeconds({ fitted, ...model }: PerceptronJSON) {
  const history = fitted?.history.map((report) => ({ ...report, seconds: undefined }));
  return { ...model, fitted: { ...fitted, history } };
}

describe("what spreadsheets write, against a parser that splits at commas and line feeds", () => {
  const plain = "a,b,c\n1,2,x\n3,4,y\n5,6,x\n7,9,y\n";
  const variants = {
    "a byte-order mark": `\ufeff${plain}`,
    "CRLF line ends": plain.replaceAll("\n", "\r\n"),
    "quoted cells": plain.replace(/[^,\n]+/g, '"$&"'),
    "trailing blank lines": `${plain}\n\n\n`,
    "blank lines between": plain.replaceAll("\n", "\n\n"),
    "no line end at the end": plain.trimEnd(),
    "spaces around cells": plain.replaceAll(",", " , "),
    "all of it": `\ufeff${plain.replace(/[^,\n]+/g, '"$&"').replaceAll("\n", "\r\n")}\r\n\r\n`,
  };
  const train = (name: string) => run("train", name, "--target", "c", "--out", `${name}.json`);

  beforeAll(() => {
    file("plain.csv", plain);
    expect(train("plain.csv")).toMatchObject(fine);
  });

  it.each(Object.entries(variants))("%s: the same model, the same predictions", (_name, text) => {
    file("variant.csv", text);
    expect(train("variant.csv")).toMatchObject(fine);
    const [given, wanted] = [json("variant.csv.json"), json("plain.csv.json")];
    expect({ ...given, model: withoutSeconds(given.model) }).toEqual({
      ...wanted,
      model: withoutSeconds(wanted.model),
    });
    expect(run("predict", "plain.csv.json", "variant.csv")).toEqual(
      run("predict", "plain.csv.json", "plain.csv"),
    );
  });

  it("a comma and a quote within quoted cells belong to the label", () => {
    file("quoted.csv", 'a,c\n1,"x, ""y"""\n2,z\n');
    expect(train("quoted.csv")).toMatchObject(fine);
    expect(json("quoted.csv.json").model.fitted.classes).toEqual(['x, "y"', "z"]);
  });
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
    ["one.csv", 'Perceptron.fit: every label is "x"; a classifier needs at least two classes'],
  ])("train %s: %s", (name, text) => {
    const out = "never.json";
    expect(run("train", name, "--target", "c", "--out", out)).toEqual(refusal(text));
    expect(() => json(out)).toThrow("ENOENT");
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
