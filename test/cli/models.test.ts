// Models on the command line, as its users meet them: a child process in a folder of its own, files in, text out.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Perceptron } from "../../src/index.js";
import { Pipeline } from "../../src/pipeline/index.js";
import { readTable, TableEncoder } from "../../src/table/index.js";
import { FEATURES, file, fine, folder, IRIS, json, ON_IRIS, piped, run } from "../support/cli.js";
import { essence } from "../support/essence.js";

const iris = readFileSync(IRIS, "utf8");
const irisRows = iris.trim().split(/\r?\n/).slice(1);
const species = irisRows.map((line) => line.split(",")[4] as string);
const steps = [TableEncoder];

beforeAll(() => {
  expect(run("train", ...ON_IRIS, "--seed", "1", "--out", "iris.json")).toMatchObject(fine);
});

describe("train, predict, eval", () => {
  it("the file is the library's own Pipeline of the same table; a program that drops an option differs", async () => {
    const args = ["--features", "petal_width, petal_length", "--seed", "3", "--epochs", "4", "--eta", "0.5"];
    expect(run("train", ...ON_IRIS, ...args, "--out", "two.json")).toMatchObject(fine);
    const table = (await readTable(iris)).select(["petal_width", "petal_length"]);
    const options = { average: true, multiclass: "joint", randomState: 3, maxIter: 4, eta0: 0.5 } as const;
    const pipeline = new Pipeline([new TableEncoder(), new Perceptron(options)]).fit(table, species);
    const loaded = Pipeline.fromJSON(json("two.json"), { steps });
    expect(loaded.metadata).toMatchObject({ target: "species", rows: 150 });
    expect(loaded.toJSON({ resume: false }).steps).toEqual(pipeline.toJSON({ resume: false }).steps);
    expect(pipeline.nIter).toBe(4);
  });

  it("predict and eval answer as the model does, from JSON, from bytes and by the standard input", async () => {
    expect(run("train", ...ON_IRIS, "--seed", "1", "--out", "iris.bin")).toMatchObject(fine);
    const loaded = Pipeline.fromJSON(json("iris.json"), { steps });
    const table = await readTable(iris);
    const expected = `species\n${(loaded.predict(table) as string[]).join("\n")}\n`;
    for (const predicted of [
      run("predict", "iris.json", "iris.csv"),
      run("predict", "iris.bin", "iris.csv"),
      piped(iris, "predict", "iris.json", "-"),
    ])
      expect(predicted).toEqual({ ...fine, out: expected });
    const share = loaded.score(table, species);
    const { out, ...end } = run("eval", "iris.json", "iris.csv");
    expect(end).toEqual(fine);
    expect(out).toContain(`accuracy ${(100 * share).toFixed(1)} % (${Math.round(150 * share)} of 150 rows)`);
  });

  it("--out - gives the model alone, and what is said of it, for people or programs, to the standard error", () => {
    for (const telling of [[], ["--json"], ["--quiet"]]) {
      const { status, out, err } = run("train", ...ON_IRIS, "--seed", "1", "--out", "-", ...telling);
      file("piped.json", out);
      expect([status, essence(json("piped.json"))], telling[0]).toEqual([0, essence(json("iris.json"))]);
      if (telling[0] === "--json") expect(JSON.parse(err)).toMatchObject({ target: "species", rows: 150 });
      else expect(err.includes("\nthe model went to the standard output\n")).toBe(telling.length === 0);
    }
  });

  it("the same seed gives the same file but for the seconds, another seed another", () => {
    const train = (seed: string, out: string) => run("train", ...ON_IRIS, "--seed", seed, "--out", out);
    const runs = [train("1", "a.json"), train("1", "b.json"), train("2", "c.json")];
    expect(runs).toMatchObject([fine, fine, fine]);
    expect(essence(json("a.json"))).toBe(essence(json("b.json")));
    expect(json("c.json").steps[1].prediction).not.toEqual(json("a.json").steps[1].prediction);
  });

  it("predict finds the features by name, whatever the order, and needs no target", () => {
    const shuffled = irisRows
      .map((line) => line.split(","))
      .map(([a, b, c, d]) => [d, "-", b, c, a].join(","));
    file("shuffled.csv", ["petal_width,note,sepal_width,petal_length,sepal_length", ...shuffled].join("\n"));
    expect(run("predict", "iris.json", "shuffled.csv")).toEqual(run("predict", "iris.json", "iris.csv"));
  });

  it("eval tells every class and what was taken for what", () => {
    const { out } = run("eval", "iris.json", "iris.csv");
    const { accuracy, report, confusion } = JSON.parse(run("eval", "iris.json", "iris.csv", "--json").out);
    for (const { label, precision, recall, f1, support } of report.perClass) {
      const scores = [precision, recall, f1].map((score: number) => score.toFixed(3)).join(" +");
      expect(out).toMatch(new RegExp(`^ {2}${label} +${scores} +${support}$`, "m"));
    }
    confusion.labels.forEach((label: string, i: number) => {
      const counts = confusion.counts[i].map((count: number) => (count === 0 ? "·" : count)).join(" +");
      expect(out).toMatch(new RegExp(`^ {2}${label} +${counts}$`, "m"));
    });
    expect(report.accuracy).toBe(accuracy);
    expect(out.split("\n").filter((line) => [...line].length > 80)).toEqual([]);
  });
});

describe("what predict writes", () => {
  const predicted = (...args: string[]) =>
    run("predict", "iris.json", "iris.csv", ...args)
      .out.trimEnd()
      .split("\n");

  it("--scores: a column for each class, the largest being the label's", async () => {
    const [head, ...lines] = predicted("--scores").map((line) => line.split(","));
    expect(head).toEqual(["species", "score_setosa", "score_versicolor", "score_virginica"]);
    const z = Pipeline.fromJSON(json("iris.json"), { steps }).decisionFunction(await readTable(iris));
    expect(lines.flatMap(([, ...scores]) => scores.map(Number))).toEqual([...z.data]);
    for (const [label, ...scores] of lines as [string, ...string[]][]) {
      const best = scores.map(Number).indexOf(Math.max(...scores.map(Number)));
      expect(label).toBe((head as string[])[best + 1]?.slice("score_".length));
    }
  });

  it("--top: the likeliest labels with their scores, of two classes z and −z", async () => {
    const pipeline = Pipeline.fromJSON(json("iris.json"), { steps });
    const { classes } = pipeline;
    const z = pipeline.decisionFunction(await readTable(iris));
    const [head, ...lines] = predicted("--top", "2");
    expect(head).toBe("species,score,species_2,score_2");
    lines.forEach((line, i) => {
      const scored = classes.map((label, j) => [label, z.data[i * 3 + j]] as [string, number]);
      expect(line).toBe(
        scored
          .sort(([, a], [, b]) => b - a)
          .slice(0, 2)
          .flat()
          .join(","),
      );
    });
    file("ab.csv", "x,label\n1,a\n2,b\n");
    run("train", "ab.csv", "--target", "label", "--out", "ab.json");
    const [, first = ""] = run("predict", "ab.json", "ab.csv", "--top", "9").out.split("\n");
    const [, a, , b] = first.split(",");
    expect(Number(a)).toBe(-Number(b));
  });

  it("--append: the row's own columns in front as they are in the file, quoted where they must be", () => {
    const [head, first] = predicted("--append");
    expect(head).toBe("sepal_length,sepal_width,petal_length,petal_width,species,predicted_species");
    expect(first).toBe("5.1,3.5,1.4,0.2,setosa,setosa");
    // Two columns of one name are a table that no command reads again.
    file("ranks.csv", "x,score\n1,low\n2,high\n");
    run("train", "ranks.csv", "--target", "score", "--out", "ranks.json");
    expect(run("predict", "ranks.json", "ranks.csv", "--top", "2").out.split("\n")[0]).toBe(
      "score,predicted_score,score_2,predicted_score_2",
    );
    file("parts.csv", 'x,"la;bel"\n1,"a|b"\n2,"c\td"\n');
    run("train", "parts.csv", "--target", "la;bel", "--out", "parts.json");
    expect(run("predict", "parts.json", "parts.csv").out).toBe('"la;bel"\n"a|b"\n"c\td"\n');
    file("notes.csv", `id,note,${FEATURES.join(",")}\n007,"a ""b"", c",5.10,3.5,1.4,0.2\n`);
    expect(run("predict", "iris.json", "notes.csv", "--append").out).toMatch(
      /^id,note,.*,species\n007,"a ""b"", c",5\.1,3\.5,1\.4,0\.2,setosa\n$/,
    );
  });

  it("--json is one object; --out a file, whole or not at all", () => {
    const { columns, rows } = JSON.parse(run("predict", "iris.json", "iris.csv", "--json", "--scores").out);
    expect([columns.length, rows.length, rows[0].length]).toEqual([4, 150, 4]);
    expect(run("predict", "iris.json", "iris.csv", "--out", "labels.csv")).toEqual({ ...fine, out: "" });
    expect(readFileSync(join(folder, "labels.csv"), "utf8")).toBe(
      run("predict", "iris.json", "iris.csv").out,
    );
    file("odd.csv", `${FEATURES.join(",")}\n1,2,3,4\n1,2,three,4\n`);
    expect(run("predict", "iris.json", "odd.csv", "--out", "never.csv").status).toBe(1);
    expect(() => readFileSync(join(folder, "never.csv"))).toThrow("ENOENT");
  });
});

describe("files of others", () => {
  it("those of this program before it had Pipelines answer as they did", () => {
    const X = irisRows.map((line) => [Number(line.split(",")[3]), Number(line.split(",")[2])]);
    const model = new Perceptron({ randomState: 3 }).fit(X, species);
    file("old.json", JSON.stringify({ features: ["petal_width", "petal_length"], target: "species", model }));
    const expected = `species\n${model.predict(X).join("\n")}\n`;
    expect(run("predict", "old.json", "iris.csv")).toEqual({ ...fine, out: expected });
    expect(run("eval", "old.json", "iris.csv").out).toContain(
      `(${Math.round(150 * model.score(X, species))} of 150 rows)`,
    );
    expect(run("inspect", "old.json").out).toContain("petal_width");
    expect(Pipeline.fromJSON(json("old.json")).predictOne({ petal_width: 0.2, petal_length: 1.4 })).toBe(
      "setosa",
    );
  });

  it("a Perceptron's own names no columns, so that a person has to", () => {
    const X = irisRows.map((line) => [Number(line.split(",")[3]), Number(line.split(",")[2])]);
    const model = new Perceptron().fit(X, species);
    file("api.json", JSON.stringify(model));
    expect(run("predict", "api.json", "iris.csv")).toEqual({
      ...{ status: 1, out: "" },
      err: "rosenblatt: api.json is a Perceptron, which names no columns; --features says which hold its 2 features, in order\n",
    });
    const named = run("predict", "api.json", "iris.csv", "--features", "petal_width,petal_length");
    expect(named).toEqual({ ...fine, out: `label\n${model.predict(X).join("\n")}\n` });
  });

  it("a Perceptron's own, such as one of svmlight shards, answers for data whose columns have no names, and is exported", () => {
    const X = [1, 2, 3, 4].map((x, i) => (i % 2 === 0 ? [x, 0] : [0, x]));
    file("own.json", JSON.stringify(new Perceptron().fit(X, [1, -1, 1, -1])));
    file("rows.svmlight", "1 1:1\n-1 2:2\n1 1:3\n-1 2:4\n");
    const predicted = run("predict", "own.json", "rows.svmlight");
    expect(predicted).toEqual({ ...fine, out: "label\n1\n-1\n1\n-1\n" });
    expect(run("eval", "own.json", "rows.svmlight", "--target", "label").out).toContain("100");
    expect(run("inspect", "own.json").out).toContain("x_1");
    expect(run("export", "own.json", "--to", "sql").out).toContain('"x_1"');
  });

  it("inspect shows classes, options, training and the largest weights by name", () => {
    const { out } = run("inspect", "iris.json");
    expect(out).toMatch(/^iris\.json: tells "species", 3 classes: setosa, versicolor, virginica$/m);
    expect(out).toMatch(/^ {2}trained {2}150 rows, \d+ epochs, until the mistakes fell no further$/m);
    expect(out).toMatch(/^ {2}tested {3}\d+\.\d % of 30 held-out rows$/m);
    expect(out).toMatch(/average true/);
    const { weights } = JSON.parse(run("inspect", "iris.json", "--json").out);
    const [largest] = weights[0].weights;
    const { coef } = Pipeline.fromJSON(json("iris.json"), { steps }).model;
    expect(Math.abs(largest.weight)).toBe(Math.max(...coef.data.subarray(0, coef.cols).map(Math.abs)));
    expect(out).toMatch(new RegExp(`^ {4}${largest.feature} +${largest.weight.toPrecision(3)} .*█│`, "m"));
    expect(out.split("\n").filter((line) => [...line].length > 80)).toEqual([]);
  });

  it("cv tells the accuracy of each fold", () => {
    const { out, ...end } = run("cv", ...ON_IRIS, "--folds", "4");
    expect(end).toEqual(fine);
    expect(out.match(/^ {2}fold \d .* \d+\.\d %$/gm)).toHaveLength(4);
    const { accuracy, folds } = JSON.parse(run("cv", ...ON_IRIS, "--folds", "4", "--json").out);
    expect(out).toContain(`${(100 * accuracy).toFixed(1)} % in 4 folds`);
    expect(folds).toHaveLength(4);
  });
});

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
    expect(essence(json("variant.csv.json"))).toBe(essence(json("plain.csv.json")));
    expect(run("predict", "plain.csv.json", "variant.csv")).toEqual(
      run("predict", "plain.csv.json", "plain.csv"),
    );
  });

  it("a comma and a quote within quoted cells belong to the label", () => {
    file("quoted.csv", 'a,c\n1,"x, ""y"""\n2,z\n');
    expect(train("quoted.csv")).toMatchObject(fine);
    expect(json("quoted.csv.json").steps[1].classes).toEqual(['x, "y"', "z"]);
  });
});
