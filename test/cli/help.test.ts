// Help, version and what was typed wrong: exit code 2 and one line that says what and where to look.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { file, fine, ON_IRIS, run } from "../support/cli.js";

const COMMANDS = [
  ...["train", "predict", "eval", "cv", "inspect", "export", "separable", "logic", "demo"],
  ...["shard", "shard-task", "cluster train", "cluster worker", "cluster status"],
];

describe("help, on the standard output", () => {
  const help = run("--help");

  it("lists every command; help and -h say the same", () => {
    expect(help).toMatchObject(fine);
    for (const command of COMMANDS) expect(help.out).toMatch(new RegExp(`^  ${command} `, "m"));
    expect(run("help")).toEqual(help);
    expect(run("-h")).toEqual(help);
  });

  it.each(COMMANDS)("%s --help has its usage, every option and an example, in 80 columns", (command) => {
    const own = run(...command.split(" "), "--help");
    expect(own).toMatchObject(fine);
    expect(run("help", ...command.split(" "))).toEqual(own);
    expect(own.out).toMatch(new RegExp(`^rosenblatt ${command}`));
    expect(own.out).toMatch(new RegExp(`^Examples?:\n  .*rosenblatt ${command}`, "m"));
    const wide = `${help.out}${own.out}`.split("\n").filter((line) => [...line].length > 80);
    expect(wide).toEqual([]);
  });

  it("--version is that of the package", () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(run("--version")).toEqual({ ...fine, out: `${version}\n` });
  });
});

describe("usage, against a program that guesses what was meant", () => {
  it.each<[string[], string]>([
    [[], "which command? rosenblatt --help lists them"],
    [["trian", "iris.csv"], 'there is no command "trian"; did you mean train?'],
    [["constructor"], 'there is no command "constructor"; rosenblatt --help lists them'],
    [["help", "tain"], 'there is no command "tain"; did you mean train?'],
    [["train", "--target", "species"], "train takes FILE, not 0 arguments; see rosenblatt train --help"],
    [
      ["train", "iris.csv", "more.csv", "--target", "a"],
      "train takes FILE, not 2 arguments; see rosenblatt train --help",
    ],
    [["predict", "iris.json"], "predict takes MODEL and FILE, not 1 argument; see rosenblatt predict --help"],
    [["logic", "A", "and", "B"], "logic takes PROPOSITION, not 3 arguments; see rosenblatt logic --help"],
    [["demo", "iris.csv"], "demo takes nothing, not 1 argument; see rosenblatt demo --help"],
    [["train", ...ON_IRIS, "--table"], "train has no option --table; see rosenblatt train --help"],
    [["predict", "iris.json", ...ON_IRIS], "predict has no option --target; see rosenblatt predict --help"],
    [["train", "iris.csv"], "--target COLUMN is missing"],
    [["separable", "iris.csv"], "--target COLUMN is missing"],
    [["cv", "iris.csv"], "--target COLUMN is missing"],
    [["train", "iris.csv", "--target="], '--target is ""; expected a name'],
    [
      ["train", ...ON_IRIS, "--keep", "a\n\u001b[2J"],
      String.raw`--keep is "a\n\u001b[2J"; expected last or best`,
    ],
    [["train", ...ON_IRIS, "--epochs", "0"], '--epochs is "0"; expected an integer above 0'],
    [["train", ...ON_IRIS, "--max-iter", "ten"], '--max-iter is "ten"; expected an integer above 0'],
    [["train", ...ON_IRIS, "--seed=-1"], '--seed is "-1"; expected an integer from 0 to 4294967295'],
    [["train", ...ON_IRIS, "--seed="], '--seed is ""; expected an integer from 0 to 4294967295'],
    [["train", ...ON_IRIS, "--eta", "0,1"], '--eta is "0,1"; expected a number above 0'],
    [["train", ...ON_IRIS, "--keep", "first"], '--keep is "first"; expected last or best'],
    [
      ["train", ...ON_IRIS, "--test-size", ".3", "--folds", "3"],
      "--folds and --test-size do not go together: folds test every row",
    ],
    [
      ["train", ...ON_IRIS, "--test-size", ".3", "--tune"],
      "--tune and --test-size do not go together: it tries several, in folds",
    ],
    [
      ["train", ...ON_IRIS, "--tune", "--keep", "best"],
      "--tune and --keep do not go together: it tries several, in folds",
    ],
    [
      ["train", ...ON_IRIS, "--tune", "--no-average"],
      "--tune and --average do not go together: it tries several, in folds",
    ],
    [
      ["cv", ...ON_IRIS, "--tune", "--rule", "arow"],
      "--tune and --rule do not go together: it tries several, in folds",
    ],
    [["train", ...ON_IRIS, "--test-size", "1"], '--test-size is "1"; expected a share from 0 to below 1'],
    [
      ["train", ...ON_IRIS, "--features", "a,,b"],
      '--features is "a,,b"; expected names of columns, with commas between',
    ],
    [
      ["train", ...ON_IRIS, "--types", "a"],
      '--types is "a"; expected COLUMN=number, category, date, text or ignore, with commas between',
    ],
    [
      ["train", ...ON_IRIS, "--class-weight", "a=x"],
      '--class-weight is "a=x"; expected "balanced" or LABEL=NUMBER, with commas between',
    ],
    [["train", ...ON_IRIS, "--tol", "no"], '--tol is "no"; expected a number from 0, or none'],
    [["train", ...ON_IRIS, "--features", "a,a"], 'the column "a" is named twice'],
    [["train", ...ON_IRIS, "--features", "species"], 'the target "species" cannot be a feature too'],
    [
      ["train", ...ON_IRIS, "--stream", "--tune"],
      "--stream and --tune do not go together: it takes one pass",
    ],
    [
      ["train", ...ON_IRIS, "--stream", "--epochs", "3"],
      "--stream and --epochs do not go together: it takes one pass",
    ],
    ...["--no-average", "--tune", "--test-size=0", "--rule=arow", "--dtype=f32"].map(
      (flag): [string[], string] => [
        ["train", ...ON_IRIS, "--resume", "model.json", flag],
        `--resume and ${flag.replace(/no-|=.*/g, "")} do not go together: a model goes on as it is`,
      ],
    ),
    [["train", "iris.csv", "--targt", "x"], "Unknown option '--targt'; did you mean --target?"],
    [["--hlep"], "Unknown option '--hlep'; did you mean --help?"],
    [["eval", "m.json", "iris.csv", "--jsno"], "Unknown option '--jsno'; did you mean --json?"],
    [["train", "iris.csv", "--bogus"], "Unknown option '--bogus'"],
    [
      ["train", ...ON_IRIS, "--seed", "-1"],
      "Option '--seed' argument is ambiguous; if it begins with a dash, write --seed=-1",
    ],
    [["train", ...ON_IRIS, "--seed=-1"], '--seed is "-1"; expected an integer from 0 to 4294967295'],
    [["train", "iris.csv", "--target"], "Option '--target <value>' argument missing"],
  ])("%j: %s", (args, text) => {
    expect(run(...args)).toEqual({ status: 2, out: "", err: `rosenblatt: ${text}\n` });
  });

  it("an option of the library's name is the same", () => {
    const names = [
      ["--eta0", "--eta"],
      ["--max-iter", "--epochs"],
      ["--random-state", "--seed"],
      ["--n-iter-no-change", "--patience"],
    ];
    file("few.csv", "a,c\n1,x\n2,y\n3,x\n4,y\n");
    for (const [library, own] of names as [string, string][]) {
      const args = ["train", "few.csv", "--target", "c", "--json"];
      expect(run(...args, library, "2")).toEqual(run(...args, own, "2"));
    }
  });
});
