// Files of every format, told by the end of their names: the same model as from the same rows as CSV.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { tableFromArrays, tableToIPC } from "apache-arrow";
import { beforeAll, describe, expect, it } from "vitest";
import { file, fine, json, node, run } from "../support/cli.js";
import { essence } from "../support/essence.js";
import { many, oddParquet, parquetFiles } from "../support/typed-files.js";

const golden = JSON.parse(readFileSync(new URL("../golden/npy.json", import.meta.url), "utf8"));

/** The rows of `many`, of which "s" and "b" say in part what "n" is not. */
const csv = `n,s,b\n${Array.from(
  { length: 5000 },
  (_, i) => `${(i * 7) % 100},${["red", "green", "blue"][i % 3]},${i % 2 === 0}`,
).join("\n")}\n`;

const model = (name: string): unknown => JSON.parse(essence(json(name)));

/** The big-endian sizes of an IDX file of bytes. */
const idx = (sizes: number[], bytes: number[]): Uint8Array =>
  Uint8Array.from([0, 0, 8, sizes.length, ...sizes.flatMap((size) => [0, 0, 0, size]), ...bytes]);

const IMAGES = Array.from({ length: 40 }, (_, i) => [i % 2 ? 200 : 10, i, i % 2 ? 10 : 200, 5]);

beforeAll(() => {
  file("many.csv", csv);
  file("many.parquet", many.parquet);
  file("many.feather", many.arrow);
  file("parquet.csv", many.parquet);
  const words = { n: ["1", "b"], b: ["true", "true"] };
  file("words.feather", tableToIPC(tableFromArrays(words), "file"));
  file("odd.parquet", oddParquet.list as Uint8Array);
  file("some.parquet", parquetFiles[0]?.[1] as Uint8Array);
  file("a.npz", Buffer.from(golden.npz, "base64"));
  file("t10k-images-idx3-ubyte", idx([40, 2, 2], IMAGES.flat()));
  file(
    "t10k-labels-idx1-ubyte",
    idx(
      [40],
      IMAGES.map((_, i) => i % 2),
    ),
  );
  const lines = IMAGES.map(
    (pixels, i) => `${i % 2} ${pixels.map((value, j) => `${j + 1}:${value}`).join(" ")}\n`,
  );
  file("images.svmlight", lines.join(""));
  file("images.svm.gz", gzipSync(lines.join("")));
  expect(run("train", "many.csv", "--target", "s", "--epochs", "5", "--out", "csv.json")).toMatchObject(fine);
});

describe.each(["many.parquet", "many.feather"])("%s", (name) => {
  it("trains the model that the same rows as CSV train, whole and in one pass", () => {
    expect(run("train", name, "--target", "s", "--epochs", "5", "--out", "m.json")).toMatchObject(fine);
    expect(model("m.json")).toEqual(model("csv.json"));
    for (const [source, out] of [
      [name, "s.json"],
      ["many.csv", "t.json"],
    ] as const) {
      expect(run("train", source, "--target", "s", "--stream", "--out", out)).toMatchObject(fine);
    }
    expect(model("s.json")).toEqual(model("t.json"));
  });

  it("is predicted, appended to, evaluated, validated and dealt to shards as CSV is", () => {
    for (const words of [
      ["predict", "csv.json", name, "--scores"],
      ["predict", "csv.json", name, "--append"],
      ["eval", "csv.json", name],
    ]) {
      expect(run(...words)).toEqual(run(...words.map((word) => (word === name ? "many.csv" : word))));
    }
    const cv = ["--target", "s", "--epochs", "2", "--folds", "2", "--json"];
    expect(run("cv", name, ...cv)).toEqual(run("cv", "many.csv", ...cv));
    expect(run("shard", name, "--target", "s", "--out", `${name}.shards`, "--shards", "2")).toMatchObject(
      fine,
    );
    expect(json(`${name}.shards/manifest.json`).rows).toBe(5000);
  });

  it("is looked at only where it is asked for: a column that is left out may be of any type", () => {
    const chosen = json("csv.json").steps[0].columns.map(({ name }: { name: string }) => name);
    expect(chosen).toEqual(["n", "b"]);
    expect(run("train", name, "--target", "s", "--features", "b", "--epochs", "2").out).toContain(
      "1 feature",
    );
    expect(run("train", name, "--target", "s", "--ignore", "b", "--epochs", "2").out).toContain("1 feature");
    expect(run("train", name, "--target", "s", "--ignore", "x")).toMatchObject({
      ...{ status: 1, err: `rosenblatt: ${name} has no column "x"; did you mean "n"?\n` },
    });
  });
});

describe("arrays and sparse rows", () => {
  it("are columns with the array's name; MNIST's labels lie beside its images", () => {
    expect(
      run("train", "a.npz", "--target", "y", "--test-size", "0", "--ignore", "big", "--out", "n.json").err,
    ).toMatch(/big|^$/);
    for (const name of ["t10k-images-idx3-ubyte", "images.svmlight", "images.svm.gz"]) {
      const { out, status } = run("train", name, "--target", "label", "--out", "i.json");
      expect([status, /accuracy +█+ +100\.0 %/.test(out)]).toEqual([0, true]);
      expect(run("eval", "i.json", name).out).toContain("accuracy 100.0 %");
    }
    expect(run("predict", "i.json", "t10k-images-idx3-ubyte", "--json").out).toContain('"label"');
  });
});

describe("is refused in one line:", () => {
  // A flag that is passed over lets a person believe that the file was read by it.
  it.each([
    ["train many.parquet --target n --encoding utf-8", "encoding", "many.parquet"],
    ["train many.feather --target n --stream --delimiter ;", "delimiter", "many.feather"],
    ["cv a.npz --target y --delimiter ;", "delimiter", "a.npz"],
    [
      "separable t10k-images-idx3-ubyte --target label --encoding latin1",
      "encoding",
      "t10k-images-idx3-ubyte",
    ],
    ["predict csv.json many.parquet --delimiter ,", "delimiter", "many.parquet"],
    ["eval csv.json many.feather --encoding utf-8", "encoding", "many.feather"],
    ["shard images.svm.gz --target label --out nowhere --delimiter ;", "delimiter", "images.svm.gz"],
  ])("%s", (words, flag, name) => {
    const err = `rosenblatt: --${flag} says how text is read, and does not go with ${name}\n`;
    expect(run(...words.split(" "))).toEqual({ status: 2, out: "", err });
  });

  it("a column to be ignored that there is not, in whatever format", () => {
    for (const [name, target] of [
      ["many.parquet", "n"],
      ["many.feather", "n"],
      ["a.npz", "y"],
      ["t10k-images-idx3-ubyte", "label"],
      ["images.svmlight", "label"],
    ] as const) {
      const { status, err } = run("train", name, "--target", target, "--ignore", "none");
      expect([status, err]).toEqual([1, expect.stringContaining('has no column "none"; its columns are')]);
    }
  });

  it.each([
    [
      "train odd.parquet --target n",
      'odd.parquet: "v" is of type LIST; expected numbers, texts, booleans, dates or times; --ignore leaves it out',
    ],
    ["predict csv.json words.feather", 'words.feather row 2: "n" is "b"; expected a number'],
    [
      "train parquet.csv --target n",
      "parquet.csv is a Parquet file; a file whose name ends in .parquet is read as such",
    ],
    ["train none.parquet --target n", "cannot read none.parquet: there is no such file"],
    ["train many.csv.parquet --target n", "cannot read many.csv.parquet: there is no such file"],
  ])("%s", (words, line) => {
    expect(run(...words.split(" "))).toEqual({ status: 1, out: "", err: `rosenblatt: ${line}\n` });
  });

  it("a file that is something else than its name says", () => {
    file("text.parquet", csv);
    const { status, err } = run("train", "text.parquet", "--target", "s");
    expect([status, err]).toEqual([
      1,
      expect.stringMatching(/^rosenblatt: text\.parquet cannot be read: .*\n$/),
    ]);
  });

  it("a package that is not installed, with what installs it", () => {
    const hook =
      "export const resolve=(s,c,n)=>{if(/^(hyparquet|apache-arrow)/.test(s))throw new Error(s);return n(s,c)}";
    const register = `import{register}from"node:module";register("data:text/javascript,"+encodeURIComponent(${JSON.stringify(hook)}))`;
    const flags = ["--import", `data:text/javascript,${encodeURIComponent(register)}`];
    for (const [name, needed] of [
      ["many.parquet", "hyparquet"],
      ["many.feather", "apache-arrow"],
    ] as const) {
      expect(node(flags, ["train", name, "--target", "s"])).toEqual({
        ...{ status: 1, out: "" },
        err: `rosenblatt: ${name}: the package "${needed}" could not be imported; run: npm install ${needed}\n`,
      });
    }
  });
});
