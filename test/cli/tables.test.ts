// Tables as people have them, by one command: mixed columns, missing values, dates, texts, and spreadsheets' own ways.
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { file, fine, json, run } from "../support/cli.js";
import { essence } from "../support/essence.js";
import { uniform } from "../support/tables.js";

/** Passengers whose class, sex and age decide, with a name, a number and missing cells. */
function passengers(rows: number): string {
  const random = uniform(7);
  const lines = Array.from({ length: rows }, (_, i) => {
    const [isMale, age, place] = [random() < 0.6, Math.floor(random() * 70), 1 + Math.floor(random() * 3)];
    const survived = (isMale ? 0 : 2) + (age < 12 ? 2 : 0) - place / 2 + random() > 1;
    const day = `${1 + Math.floor(random() * 28)}`.padStart(2, "0");
    const cells = [
      i + 1,
      `"${isMale ? "Mr" : "Mrs"} Number ${i}, of the town of ${i % 9}"`,
      isMale ? "male" : "female",
    ];
    return [
      ...cells,
      random() < 0.2 ? "" : age,
      ["first", "second", "third"][place - 1],
      `1912-04-${day}`,
      survived ? "yes" : "no",
    ].join(",");
  });
  return `Id,Name,Sex,Age,Class,Boarded,Survived\n${lines.join("\n")}\n`;
}

const ON = ["passengers.csv", "--target", "Survived"];

beforeAll(() => {
  file("passengers.csv", passengers(300));
  expect(run("train", ...ON, "--out", "p.json")).toMatchObject(fine);
});

describe("a table of mixed columns", () => {
  it("is read by what is in it, said in a line each, and told better than by the majority", () => {
    const { out } = run("train", ...ON);
    for (const line of [
      /^ {2}Id +left out +it counts the rows$/,
      /^ {2}to keep what is left out: --types Id=number$/,
      /^ {2}Name +text +words and letters, 16,384 features$/,
      /^ {2}Sex +category +2: female, male$/,
      /^ {2}Age +number +mean \d+\.\d+, deviation \d+\.\d+; some missing$/,
      /^ {2}Class +category +3: first, second, third$/,
      /^ {2}Boarded +date +21 features$/,
    ])
      expect(out).toMatch(new RegExp(line, "m"));
    const { tested } = json("p.json").metadata;
    expect(tested.accuracy).toBeGreaterThan(tested.majority + 0.1);
    expect(out.split("\n").filter((line) => [...line].length > 80)).toEqual([]);
  });

  it("--types, --ignore and --day-first say otherwise", () => {
    const { out } = run(
      "train",
      ...ON,
      "--types",
      "Age=category,Name=ignore,Id=number",
      "--ignore",
      "Boarded",
    );
    expect(out).toMatch(/^ {2}Age +text|^ {2}Age +category/m);
    expect(out).not.toMatch(/^ {2}Name /m);
    expect(out).toMatch(/^ {2}Id +number /m);
    expect(out).not.toContain("Boarded");
    file(
      "days.csv",
      `day,c\n${Array.from({ length: 12 }, (_, i) => `0${1 + (i % 9)}/05/2020,${"xy"[i % 2]}`).join("\n")}\n`,
    );
    expect(run("train", "days.csv", "--target", "c")).toMatchObject({
      status: 1,
      err: expect.stringMatching(
        /^rosenblatt: "day" has dates such as .*; --day-first yes or no says which\n$/,
      ),
    });
    expect(run("train", "days.csv", "--target", "c", "--day-first", "yes").out).toContain(
      "the day comes first",
    );
  });

  it("predict reads a file as the first was read, whatever else is in it", () => {
    file(
      "new.csv",
      "note,Class,Boarded,Age,Sex,Name,Id\nx,third,1912-04-10,,female,Mrs New,7\n1,first,1912-04-11,8,male,Mr New,A9\n",
    );
    const { out, ...end } = run("predict", "p.json", "new.csv", "--append");
    expect(end).toEqual(fine);
    expect(out).toMatch(
      /^note,Class,.*,Survived\nx,third,.*,(yes|no)\n1,first,1912-04-11,8,male,Mr New,A9,(yes|no)\n$/,
    );
  });

  it("a cell that does not fit is named by its line", () => {
    file(
      "odd.csv",
      "Class,Boarded,Age,Sex,Name,Id\nthird,1912-04-10,3,male,M,1\nthird,1912-04-10,old,male,M,2\n",
    );
    expect(run("predict", "p.json", "odd.csv")).toMatchObject({
      status: 1,
      err: expect.stringMatching(
        /^rosenblatt: odd\.csv line 3, column 3: "Age" is "old"; expected a finite f64 number/,
      ),
    });
  });

  it("long names are told apart by their ends, where they differ", () => {
    const names = ["temperature_of_the_north_wing_1", "temperature_of_the_north_wing_2"];
    file("long.csv", `${names.join(",")},c\n${"1,2,x\n3,5,y\n".repeat(4)}`);
    const { out } = run("train", "long.csv", "--target", "c", "--out", "long.json");
    for (const told of [out, run("inspect", "long.json").out])
      for (const end of ["wing_1", "wing_2"])
        expect(told).toMatch(new RegExp(`  temperature_\\S*…\\S*${end} `));
  });

  it("as TSV, with semicolons and commas, gzipped, as JSON lines or an array it makes the same model", () => {
    const rows = Array.from({ length: 40 }, (_, i) => [
      ((i * 7) % 11) / 4,
      ["a", "b", "c"][i % 3],
      i % 11 > 5 ? "x" : "y",
    ]);
    const text = (cut: string, decimal = ".") =>
      [["n", "k", "t"], ...rows]
        .map((row) => row.map((cell) => String(cell).replace(".", decimal)).join(cut))
        .join("\n");
    const forms = {
      "comma.csv": text(","),
      "tab.tsv": text("\t"),
      "semicolon.csv": text(";", ","),
      "zipped.csv.gz": gzipSync(text(",")),
      "lines.jsonl": rows.map(([n, k, t]) => JSON.stringify({ n, k, t })).join("\n"),
      "array.json": JSON.stringify(rows.map(([n, k, t]) => ({ n, k, t }))),
      "utf16.csv": Buffer.from(`\ufeff${text(",")}`, "utf16le"),
    };
    const models = Object.entries(forms).map(([name, content]) => {
      file(name, content);
      expect(run("train", name, "--target", "t", "--out", "form.json"), name).toMatchObject(fine);
      return essence(json("form.json"));
    });
    expect(new Set(models).size).toBe(1);
  });

  it("as JSON with objects that lack a value, it is predicted as if the value were null: names are not those of the first", () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({
      ...(i % 3 && { n: i }),
      k: "ab"[i % 2],
      t: i > 20 ? "x" : "y",
    }));
    const whole = rows.map(({ n = null, ...others }) => ({ n, ...others }));
    for (const [name, records] of Object.entries({ lacking: rows, whole }))
      file(`${name}.json`, JSON.stringify(records));
    file("lacking.jsonl", rows.map((row) => JSON.stringify(row)).join("\n"));
    expect(run("train", "whole.json", "--target", "t", "--out", "lacking.model.json")).toMatchObject(fine);
    const expected = run("predict", "lacking.model.json", "whole.json");
    expect(expected).toMatchObject(fine);
    for (const name of ["lacking.json", "lacking.jsonl"]) {
      expect(run("predict", "lacking.model.json", name)).toEqual(expected);
      expect(run("eval", "lacking.model.json", name)).toMatchObject(fine);
    }
  });

  // One that asks only how often numbers come makes hundreds of classes of prices, and says nothing of it.
  it("says of many decimals that each is a class, and not of integers or of few", () => {
    for (const [of, every, isNoted] of [
      [21, 10, true],
      [21, 1, false],
      [20, 10, false],
    ] as const) {
      file(
        "many.csv",
        `a,t\n${Array.from({ length: 84 }, (_, i) => `${i / 7},${(i % of) / every}\n`).join("")}`,
      );
      for (const [command, ...how] of [["train"], ["train", "--stream"], ["cv", "--folds", "2"]]) {
        const { out } = run(command as string, "many.csv", "--target", "t", ...how);
        expect(out.includes("\n  each of these numbers is a class of its own; ")).toBe(isNoted);
      }
    }
  });

  // One that asks after each batch refuses a thousand classes of the first rows; one that never asks learns prices.
  it("--stream refuses quantities as all rows tell them, before it saves", () => {
    const lines = (rows: number, of: number) =>
      `a,t\n${Array.from({ length: rows }, (_, i) => `${i / 7},${i % of}\n`).join("")}`;
    file("prices.csv", lines(100, 51));
    const refused = run("train", "prices.csv", "--target", "t", "--stream", "--out", "prices.json");
    expect(refused).toMatchObject({ status: 1, out: "" });
    expect(refused.err).toBe(run("train", "prices.csv", "--target", "t").err);
    expect(refused.err).toContain("t in prices.csv is 51 different numbers in 100 rows; ");
    expect(() => json("prices.json")).toThrow();
    file("ids.csv", lines(9000, 3000)); // in more than one batch
    expect(run("train", "ids.csv", "--target", "t", "--stream")).toMatchObject(fine);
  });

  it("--stream gives an encoder and a model of the same file, in batches", () => {
    const { out, ...end } = run("train", ...ON, "--stream", "--out", "stream.json");
    expect(end).toEqual(fine);
    expect(out).toContain("\n  not tested: nothing was learned before; without --stream,");
    expect(json("stream.json").steps[0]).toEqual(json("p.json").steps[0]);
    expect(run("eval", "stream.json", "passengers.csv")).toMatchObject(fine);
  });
});
