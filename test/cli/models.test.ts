// Models on the command line, as its users meet them: a child process in a folder of its own, files in, text out.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { Perceptron, type PerceptronJSON } from "../../src/index.js";
import { FEATURES, file, fine, IRIS, json, ON_IRIS, run } from "../support/cli.js";

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
    expect(c?.prediction).not.toEqual(a?.prediction);
  });

  it("predict finds the features by name, whatever the order, and needs no target", () => {
    const shuffled = irisRows
      .map((line) => line.split(","))
      .map(([a, b, c, d]) => [d, "-", b, c, a].join(","));
    file("shuffled.csv", ["petal_width,note,sepal_width,petal_length,sepal_length", ...shuffled].join("\n"));
    expect(run("predict", "iris.json", "shuffled.csv")).toEqual(run("predict", "iris.json", "iris.csv"));
  });
});

function withoutSeconds({ training, ...model }: PerceptronJSON) {
  const history = training?.history.map((report) => ({ ...report, seconds: undefined }));
  return { ...model, training: { ...training, history } };
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
    expect(json("quoted.csv.json").model.classes).toEqual(['x, "y"', "z"]);
  });
});
