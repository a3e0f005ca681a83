// What train tells, tests and saves; and that Ctrl-C loses nothing.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ending } from "../../src/cli/ending.js";
import type { Interrupt } from "../../src/cli/learning.js";
import { file, fine, folder, interrupted, json, ON_IRIS, refusal, run } from "../support/cli.js";
import { noisy } from "../support/tables.js";

const train = (...args: string[]) => run("train", ...args);
const told = (...args: string[]) => JSON.parse(train(...args, "--json").out);
const NOISY = ["noisy.csv", "--target", "side"];
file("noisy.csv", noisy(1000, 0.1));

describe("what train tells", () => {
  it("rows, features and classes; how columns were read; the curve; the test; where the model went", () => {
    const { out, ...end } = train(...ON_IRIS, "--out", "told.json");
    expect(end).toEqual(fine);
    const lines = out.trimEnd().split("\n");
    expect(lines.slice(0, 2)).toEqual([
      "150 rows, 4 features, 3 classes of species",
      "  setosa: 50, versicolor: 50, virginica: 50",
    ]);
    for (const line of [
      /^ {2}sepal_length {2}number {2}mean 5\.843, deviation 0\.8253$/,
      /^ {2}mistakes per epoch [▁-█]+ \d+ in epoch 1, \d+ in epoch \d+$/,
      /^ {2}not converged: /,
      /^ {2}accuracy {2}█+.* \d+\.\d % of 30 held-out rows$/,
      /^ {2}majority {2}█+.* 33\.3 %$/,
      /^saved to told\.json; next: rosenblatt predict told\.json FILE$/,
    ])
      expect(out).toMatch(new RegExp(line, "m"));
    expect(lines.filter((line) => [...line].length > 80 || line.includes("\u001b"))).toEqual([]);
  });

  it("keeps to the 80 columns of a screen where it has more to say: of folds, and of a calibration", () => {
    const { out } = train(...ON_IRIS, "--folds", "10", "--calibrate", "--out", "sure.json");
    expect(out).toMatch(/ % in 10 folds \(\d+\.\d % to 100\.0 %\)$/m);
    const { out: shown } = run("inspect", "sure.json");
    expect(shown).toMatch(/^ {2}tested {6}\d+\.\d % of 150 rows in 10 folds$/m);
    expect(`${out}${shown}`.split("\n").filter((line) => [...line].length > 80)).toEqual([]);
  });

  it("says why the fit ended and what to do, and counts corrections where a row may have several", () => {
    for (const [flags, ended] of [
      [["--epochs", "2"], "not converged in the epochs that it had; --epochs N gives it more"],
      [[], "not converged: the mistakes fell no further; --tol none goes on"],
    ] as const) {
      const { out } = train(...ON_IRIS, ...flags, "--no-average");
      expect(out).toContain(`  ${ended}\n  whether any plane has every row right: rosenblatt separable\n`);
      expect(out).toContain("\n  mistakes per epoch ");
    }
    expect(train(...ON_IRIS, "--multiclass", "ovr").out).toContain("\n  corrections per epoch ");
    file("text.csv", "a,b,side\n1,x,l\n2,y,r\n1,x,r\n2,y,l\n3,x,l\n3,y,r\n");
    const { out } = train("text.csv", "--target", "side", "--test-size", "0");
    expect(out).toMatch(/^ {2}not converged/m);
    expect(out).not.toContain("separable"); // which takes numbers alone
  });

  it("is silent when it is to be quiet, and one object for programs", () => {
    expect(train(...ON_IRIS, "--quiet")).toEqual({ ...fine, out: "" });
    expect(told(...ON_IRIS, "--out", "told.json")).toMatchObject({
      ...{ target: "species", rows: 150, classes: ["setosa", "versicolor", "virginica"], out: "told.json" },
      tested: { by: "held-out rows", rows: 30, majority: 1 / 3 },
    });
  });

  it("the held-out rows are none that were learned from: noise is learned by heart, and told to be no better", () => {
    const random = noisy(60, 0.5, 3);
    file("noise.csv", random);
    const { out } = train("noise.csv", "--target", "side");
    expect(out).toContain("no better than the most frequent label alone");
    const { tested } = told(...NOISY);
    expect(tested.accuracy).toBeGreaterThan(0.8);
    expect(tested.accuracy).toBeLessThan(0.97); // a tenth of the labels is noise
  });

  it("the saved model has learned from all rows, whatever was held out", () => {
    for (const [name, ...args] of [["all"], ["none", "--test-size", "0"], ["half", "--test-size", "0.5"]]) {
      expect(train(...NOISY, "--out", `${name}.json`, ...args)).toMatchObject(fine);
    }
    const prediction = (name: string) => json(`${name}.json`).steps[1].prediction;
    expect(prediction("none")).toEqual(prediction("all"));
    expect(prediction("half")).toEqual(prediction("all"));
  });

  it("a table with too few rows to test with says so, and is learned all the same", () => {
    file("two.csv", "x,label\n1,a\n2,b\n");
    const { out, ...end } = train("two.csv", "--target", "label");
    expect(end).toEqual(fine);
    expect(out).toContain("no rows were held out to test with");
    expect(out).toContain("training accuracy 100.0 %");
  });
});

describe("options", () => {
  it("reach the model under their names", () => {
    const args = [
      "--epochs",
      "7",
      "--eta",
      "0.5",
      "--seed",
      "3",
      "--no-average",
      "--keep",
      "best",
      "--multiclass",
    ];
    const more = [
      "ovr",
      "--class-weight",
      "over=2,under=1",
      "--tol",
      "none",
      "--patience",
      "9",
      "--no-shuffle",
    ];
    const last = ["--no-fit-intercept", "--step", "sgn", "--dtype", "f32"];
    expect(train(...NOISY, ...args, ...more, ...last, "--out", "options.json")).toMatchObject(fine);
    expect(json("options.json").steps[1].options).toEqual({
      ...{
        maxIter: 7,
        eta0: 0.5,
        randomState: 3,
        average: false,
        keep: "best",
        multiclass: "ovr",
        tol: null,
      },
      ...{ nIterNoChange: 9, shuffle: false, fitIntercept: false, step: "sgn", dtype: "f32" },
      ...{ validationFraction: 0.1, earlyStopping: false, standardize: false, warmStart: false },
      classWeight: { over: 2, under: 1 },
    });
  });

  it("default to the mean of the weights and, for several classes, to one decision for all", () => {
    train(...ON_IRIS, "--out", "default.json");
    expect(json("default.json").steps[1].options).toMatchObject({ average: true, multiclass: "joint" });
  });

  it("--features and --ignore choose the columns", () => {
    expect(told(...ON_IRIS, "--features", "petal_width,petal_length").features).toEqual([
      "petal_width",
      "petal_length",
    ]);
    expect(told(...ON_IRIS, "--ignore", "petal_width,petal_length").features).toEqual([
      "sepal_length",
      "sepal_width",
    ]);
  });

  it("--folds tests every row once; --tune keeps the options that do best in folds", () => {
    const { tested } = told(...ON_IRIS, "--folds", "10");
    expect(tested).toMatchObject({ by: "folds", rows: 150, majority: expect.closeTo(1 / 3) });
    expect(tested.folds).toHaveLength(10);
    const { out } = train(...ON_IRIS, "--tune", "--out", "tuned.json");
    const shares = [...out.matchAll(/^ {4}\S.*?(\d+\.\d) % .*?(best)?$/gm)];
    expect(shares.length).toBe(9);
    const best = Math.max(...shares.map(([, share]) => Number(share)));
    expect(Number(shares.find(([, , isBest]) => isBest)?.[1])).toBe(best);
    const { accuracy } = json("tuned.json").metadata.tested;
    expect((100 * accuracy).toFixed(1)).toBe(best.toFixed(1));
  });
});

describe("files and Ctrl-C", () => {
  const LONG = [...NOISY, "--test-size", "0", "--epochs", "10000000", "--tol", "none", "--seed", "4"];

  it("a model goes on from where it was: as many epochs more, and none of the encoder", () => {
    const few = ["--epochs", "3", "--tol", "none", "--no-average"];
    train(...NOISY, ...few, "--out", "first.json");
    train(...NOISY, "--resume", "first.json", "--out", "second.json");
    const [first, second] = [json("first.json"), json("second.json")];
    expect(second.steps[0]).toEqual(first.steps[0]);
    expect(second.steps[1].training.epoch).toBe(first.steps[1].training.epoch + 3);
  });

  // One that lets the text decide again reads 00601 as 601, which is none of the categories.
  it("a model goes on from columns as it has learned them, also in one pass", () => {
    file("zips.csv", `zip,side\n${"00601,under\n07001,over\n".repeat(20)}`);
    file("worded.csv", "a,b,side\n1,2,over\n2,1,under\n3,one,over\n");
    const zips = ["zips.csv", "--target", "side"];
    train(...zips, "--types", "zip=category", "--test-size", "0", "--out", "zips.json");
    train(...NOISY, "--test-size", "0", "--out", "noisy.json");
    for (const stream of [[], ["--stream"]]) {
      const { training, tested } = told(...zips, "--resume", "zips.json", ...stream);
      expect((tested ?? training).accuracy).toBe(1);
      expect(train("worded.csv", "--target", "side", "--resume", "noisy.json", ...stream)).toEqual(
        refusal('worded.csv line 4, column 2: "b" is "one"; expected a finite f64 number, as in training'),
      );
    }
  });

  it("what Ctrl-C says goes on as it was read, and in one pass where it was one", () => {
    const values = {
      out: "m.json",
      target: "side",
      stream: true,
      encoding: "windows-1252",
      delimiter: "\\t",
    };
    expect(ending("t.csv", values, { asked: true } as Interrupt)).toBe(
      "stopped, and saved what was learned to m.json; to go on:\n" +
        "  rosenblatt train t.csv --target side --encoding windows-1252 --delimiter '\\t' --stream --resume m.json --out m.json",
    );
  });

  it("--rule learns by another rule, whose file answers, tells of it, and goes on by it", () => {
    for (const [flags, rule] of [
      [["arow", "--r", "0.1"], { name: "arow", options: { r: 0.1 } }],
      [
        ["passive-aggressive", "--C", "0.5", "--variant", "pa2"],
        { name: "passiveAggressive", options: { C: 0.5, variant: "pa2" } },
      ],
    ] as const) {
      const few = ["--epochs", "3", "--tol", "none", "--no-average", "--test-size", "0"];
      train(...NOISY, ...few, "--rule", ...flags, "--out", "rule.json");
      expect(json("rule.json").steps[1].options.rule).toEqual(rule);
      expect(run("inspect", "rule.json").out).toContain(`rule ${rule.name}`);
      expect(run("eval", "rule.json", "noisy.csv").status).toBe(0);
      train(...NOISY, "--resume", "rule.json", "--out", "more.json");
      train(...NOISY, ...few, "--epochs", "6", "--rule", ...flags, "--out", "whole.json");
      expect(json("more.json").steps[1].prediction).toEqual(json("whole.json").steps[1].prediction);
    }
    expect(train(...NOISY, "--rule", "arow", "--C", "1")).toMatchObject({
      ...{ status: 2, err: "rosenblatt: --C is an option of --rule passive-aggressive\n" },
    });
  });

  it.each(["--no-average", "--keep=best"])("--decay is refused beside %s (kills: it is dropped)", (flag) => {
    const err = "rosenblatt: --decay is of the mean, which --no-average and --keep best turn off\n";
    expect(train(...ON_IRIS, "--decay", "0.9", flag)).toMatchObject({ status: 2, err });
  });

  it("--validation-fraction is refused without --early-stopping, which --tune tries (kills: it is dropped)", () => {
    const fraction = [...ON_IRIS, "--validation-fraction", "0.3", "--json"];
    expect(train(...fraction)).toMatchObject({
      status: 2,
      err: "rosenblatt: --validation-fraction is the share that --early-stopping holds out, which is missing\n",
    });
    for (const flag of ["--tune", "--early-stopping"])
      expect(train(...fraction, flag, "--out", "fraction.json")).toMatchObject(fine);
    expect(json("fraction.json").steps[1].options).toMatchObject({ validationFraction: 0.3 });
  });

  it("Ctrl-C saves what was learned, says how to go on, and exits with 130; that command runs", async () => {
    const { status, out } = await interrupted("train", ...LONG, "--out", "stopped.json");
    expect(status).toBe(130);
    const [, command] =
      /stopped, and saved what was learned to stopped\.json; to go on:\n {2}rosenblatt (.*)\n$/.exec(
        out,
      ) as RegExpExecArray;
    expect(run(...(command as string).split(" "), "--quiet", "--epochs", "2")).toEqual({ ...fine, out: "" });
  });

  it("a file is there as a whole or not at all, and nothing beside it", () => {
    expect(train(...NOISY, "--out", "nowhere/model.json")).toMatchObject({
      status: 1,
      err: "rosenblatt: cannot write nowhere/model.json: there is no folder nowhere\n",
    });
    expect(existsSync(join(folder, "nowhere"))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.includes(".part"))).toEqual([]);
  });

  it("--stream learns in one pass, and is the same model however long the file", () => {
    expect(told(...NOISY, "--stream", "--out", "stream.json")).toMatchObject({
      ...{ target: "side", rows: 1000, classes: ["over", "under"], stopReason: "onePass", tested: null },
    });
    expect(run("inspect", "stream.json").out).toMatch(/^ {2}trained {2}1,?000 rows, in one pass$/m);
    const { out } = run("eval", "stream.json", "noisy.csv");
    expect(Number(/^accuracy (\d+\.\d) %/.exec(out)?.[1])).toBeGreaterThan(80);
  });

  // One that counts the first batch tells how often a model is right that has learned nothing: 50 %.
  it("--stream tests the rows behind the first batch, and all of them where a model goes on", () => {
    file("long.csv", `a,side\n${"1,low\n9,high\n".repeat(2510)}`);
    const long = ["long.csv", "--target", "side", "--stream", "--out", "long.json"];
    const by = "rows before they were learned from";
    expect(told(...long)).toMatchObject({ rows: 5020, tested: { by, rows: 20, accuracy: 1 } });
    expect(run("inspect", "long.json").out).toMatch(/^ {2}trained {2}5,020 rows, in one pass$/m);
    expect(told(...long, "--resume", "long.json")).toMatchObject({
      tested: { by, rows: 5020, accuracy: 1 },
    });
  });
});
