// Refusals of the command line: one line that says what is wrong and where, and exit code 1.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { FEATURES, file, fine, folder, json, ON_IRIS, piped, refusal, run } from "../support/cli.js";

beforeAll(() => {
  expect(run("train", ...ON_IRIS, "--seed", "1", "--out", "iris.json")).toMatchObject(fine);
});

describe("bad files, against a program that prints a stack, learns NaN, or exits with 0", () => {
  const columns = `its columns are ${[...FEATURES, "species"].map((name) => `"${name}"`).join(", ")}`;
  const wrote = `expected what "rosenblatt train --out" wrote`;

  beforeAll(() => {
    mkdirSync(join(folder, "folder"));
    file("empty.csv", "");
    file("blank.csv", "\n\r\n\n");
    file("header.csv", "a,b,c\n");
    file("short.csv", "a,b,c\n1,2,x\n1,2\n");
    file("words.csv", "a,b,c\n1,2,x\n1,zwei,y\n");
    file("twice.csv", "a,b,a,c\n1,2,3,x\n1,2,3,y\n");
    file("target.csv", "c\nx\ny\n");
    file("rare.csv", `a,c\n${"1,x\n".repeat(20)}2,y\n3,y\n4,y\n`);
    file("one.csv", "a,b,c\n1,2,x\n3,4,x\n");
    file("name.csv", '"a\nb\u001b[2J",c\nw,x\n1,y\n');
    file("lines.csv", 'a,c\n1,"x\ny\u001b[2J"\n3,"x\ny\u001b[2J"\n');
    file("prices.csv", `a,c\n${Array.from({ length: 20 }, (_, i) => `1,${i % 11}.5`).join("\n")}\n`);
    file("unlabelled.csv", "a,b,c\n1,2,x\n1,2,\n");
    file("quote.csv", 'a,c\n1,x\n2,"y\n3,z\n');
    file("open.csv", `${FEATURES.join(",")},note\n1,2,3,4,x\n1,2,3,4,"y\n1,2,3,4,z\n`);
    file("latin.csv", Buffer.from("a,c\n1,caf\xe9\n2,x\n", "latin1"));
    file("cell.csv", `${FEATURES.join(",")},species\n1,2,3,4,a\n1,2,wide,4,a\n`);
    file("cell.json", '[{"sepal_length":1,"sepal_width":2,"petal_length":"wide","petal_width":4}]');
    file("born.csv", `born,c\n${Array.from({ length: 9 }, (_, i) => `1${i}/05/2020,${i % 2}`).join("\n")}\n`);
    file("unborn.csv", "born\n10/05/2020\nMay\n");
    file("sheet.csv", "PK\x03\x04 and so on");
    file("bad.json", "{");
    file("other.json", '{"a": 1}');
    expect(run("train", "born.csv", "--target", "c", "--out", "born.json")).toMatchObject(fine);
  });

  it.each([
    ["missing.csv", "cannot read missing.csv: there is no such file"],
    ["folder", "cannot read folder: it is a folder"],
    ["empty.csv", "empty.csv is empty; expected column names and rows"],
    ["blank.csv", "blank.csv is empty; expected column names and rows"],
    ["header.csv", "header.csv has a header line and no rows"],
    ["short.csv", "short.csv line 3: 2 cells; expected 3, as in the first line"],
    ["twice.csv", 'twice.csv line 1, column 3: a second column is called "a"; rename it'],
    ["target.csv", 'target.csv has no column beside the target "c"'],
    ["quote.csv", "quote.csv line 3, column 2: the quote that begins this cell is never closed; close it"],
    [
      "latin.csv",
      "latin.csv line 2: bytes that are not utf-8; --encoding says which they are of, such as windows-1252",
    ],
    ["sheet.csv", "sheet.csv is a ZIP archive, as .xlsx and .ods files are; save it as CSV first"],
    ["unlabelled.csv", 'unlabelled.csv line 3: "c" is empty; a label is needed in each row'],
    ["one.csv", 'every c in one.csv is "x"; a model tells at least two apart'],
    ["lines.csv", String.raw`every c in lines.csv is "x\ny\u001b[2J"; a model tells at least two apart`],
    [
      "prices.csv",
      "c in prices.csv is 11 different numbers in 20 rows; a model tells classes apart and estimates no number: put them into classes first",
    ],
    ["iris.csv", `iris.csv has no column "c"; ${columns}`],
  ])("train %s: %s", (name, text) => {
    const out = "never.json";
    expect(run("train", name, "--target", "c", "--out", out, "--quiet")).toEqual(refusal(text));
    expect(() => json(out)).toThrow("ENOENT");
  });

  it("numbers that half of the rows share are classes, and so are names that come once each", () => {
    const rows = (label: (i: number) => string): string =>
      `a,c\n${Array.from({ length: 20 }, (_, i) => `${(7 * i) % 20},${label(i)}`).join("\n")}\n`;
    for (const label of [(i: number) => `${i % 10}.5`, (i: number) => `n${i}`])
      expect(piped(rows(label), "train", "-", "--target", "c", "--epochs", "2")).toMatchObject(fine);
  });

  it("latin.csv with its encoding is read, and so is what comes by the standard input", () => {
    expect(run("train", "latin.csv", "--target", "c", "--encoding", "windows-1252")).toMatchObject(fine);
    expect(piped("a,c\n1,x\n2,y\n", "train", "-", "--target", "c")).toMatchObject(fine);
    expect(piped("a,c\n1,x\n2\n", "train", "-", "--target", "c")).toMatchObject({
      ...{
        status: 1,
        err: "rosenblatt: the standard input line 3: 1 cell; expected 2, as in the first line\n",
      },
    });
  });

  it("an error of the library itself is told in one line, too: a stack", () => {
    const weights = ["--class-weight", "x=1"];
    const { err, ...end } = run("train", ...ON_IRIS, ...weights, "--quiet", "--out", "never.json");
    expect(end).toEqual({ status: 1, out: "" });
    expect(err).toMatch(/^rosenblatt: a key of classWeight is "x".*\n$/);
    expect(() => json("never.json")).toThrow("ENOENT");
  });

  it.each([
    ["missing.json", "cannot read missing.json: there is no such file"],
    ["folder", "cannot read folder: it is a folder"],
    ["iris.csv", `iris.csv is no model; ${wrote}`],
    ["empty.csv", `empty.csv is no model; ${wrote}`],
    ["bad.json", `bad.json is no model; ${wrote}`],
    ["other.json", "other.json: not a saved model of this version: format is undefined"],
  ])("predict, eval and inspect with the model %s: %s", (name, text) => {
    expect(run("predict", name, "iris.csv")).toEqual(refusal(text));
    expect(run("eval", name, "iris.csv")).toEqual(refusal(text));
    expect(run("inspect", name)).toEqual(refusal(text));
  });

  it.each<[string[], string]>([
    [["predict", "iris.json", "missing.csv"], "cannot read missing.csv: there is no such file"],
    [
      ["predict", "iris.json", "one.csv"],
      'one.csv has no column "sepal_length"; its columns are "a", "b", "c"',
    ],
    [
      ["predict", "iris.json", "open.csv"],
      "open.csv line 3, column 5: the quote that begins this cell is never closed; close it",
    ],
    [
      ["predict", "iris.json", "cell.csv"],
      'cell.csv line 3, column 3: "petal_length" is "wide"; expected a finite f64 number, as in training',
    ],
    [
      ["eval", "iris.json", "cell.csv"],
      'cell.csv line 3, column 3: "petal_length" is "wide"; expected a finite f64 number, as in training',
    ],
    [
      ["predict", "iris.json", "cell.json"],
      'cell.json line 1, element 1: "petal_length" is "wide"; expected a finite f64 number, as in training',
    ],
    [
      ["train", "cell.csv", "--target", "species", "--types", "petal_length=number"],
      'cell.csv line 3, column 3: "petal_length" is "wide"; expected a finite f64 number, as --types says',
    ],
    [
      ["predict", "born.json", "unborn.csv"],
      'unborn.csv line 3: "born" is "May"; expected a date as in training, such as 31/01/2020',
    ],
    [
      ["eval", "iris.json", "iris.csv", "--target", "kind"],
      'iris.json tells the column "species", not "kind"',
    ],
    [
      ["eval", "iris.json", "header.csv"],
      'header.csv has no column "sepal_length"; its columns are "a", "b", "c"',
    ],
    [["train", ...ON_IRIS, "--features", "petal_length,nope"], `iris.csv has no column "nope"; ${columns}`],
    [
      ["train", ...ON_IRIS, "--ignore", "petal_lenth"],
      'iris.csv has no column "petal_lenth"; did you mean "petal_length"?',
    ],
    [
      ["separable", "name.csv", "--target", "c"],
      'name.csv line 3: a·b is "w"; expected a number (--ignore leaves a column out)',
    ],
    [["separable", "one.csv", "--target", "c"], 'one.csv has one class only, "x"; a plane parts two'],
    [
      ["separable", "words.csv", "--target", "c"],
      'words.csv line 3: b is "zwei"; expected a number (--ignore leaves a column out)',
    ],
    [
      ["cv", "rare.csv", "--target", "c"],
      'class "y" has 3 members, and stratification needs 5, one for each part; --folds asks for fewer parts, and --test-size 0 for none',
    ],
    [
      ["train", "rare.csv", "--target", "c", "--early-stopping", "--validation-fraction", "0.05"],
      "the test part has 1 row for 2 classes; --validation-fraction holds out another share, and without --early-stopping there is none",
    ],
    [
      ["train", "rare.csv", "--target", "c", "--test-size", "0.01"],
      "the test part has 1 row for 2 classes; --test-size holds out another share",
    ],
    [
      ["train", ...ON_IRIS, "--resume", "other.json"],
      "other.json: not a saved model of this version: format is undefined",
    ],
  ])("%j: %s", (args, text) => {
    const { status, err } = run(...args);
    expect({ status, err }).toEqual({ status: 1, err: `rosenblatt: ${text}\n` });
  });

  it.each(["folder", "nowhere/model.json"])("a model that cannot be written to %s is no success", (out) => {
    const { status, err } = run("train", ...ON_IRIS, "--out", out);
    expect({ status, err }).toEqual({
      status: 1,
      err: expect.stringMatching(`^rosenblatt: cannot write ${out}: [a-z].*\n$`),
    });
  });
});
