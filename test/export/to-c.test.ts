// What gcc makes of a model answers to the bit: another order of sums, a contracted product or a double in the place of a
// float would show.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { toC } from "../../src/export/index.js";
import { Perceptron } from "../../src/index.js";
import { Random } from "../support/random.js";
import { HOSTILE, randomPerceptron } from "../support/random-models.js";
import { checkC, checkInt8, FLAGS } from "./check-c.js";
import { allCases, sqlCases } from "./models.js";
import { inFolder, needs, run } from "./tools.js";

/** What a program prints that has this model, and this body of main. */
const printed = (gcc: string, source: string, body: string): Promise<string> =>
  inFolder((folder) => {
    writeFileSync(
      join(folder, "m.c"),
      `${source}\n#include <stdio.h>\nint main(void) {\n${body}\n  return 0;\n}\n`,
    );
    run(gcc, [...FLAGS, "-O2", "m.c", "-o", "m"], undefined, folder);
    return run(join(folder, "m"), []).toString();
  });

for (const optimization of ["-O3", "-O0"]) {
  it(`answers to the bit with gcc ${optimization}`, async (context) => {
    await checkC(needs(context, "gcc"), allCases(30, 8), optimization);
  });
}

it("names its classes in UTF-8, whatever they are: no trigraph, no comment, no end of a string", async (context) => {
  const long = "x".repeat(5000);
  const classes = [...HOSTILE, long].sort();
  const model = randomPerceptron(new Random(1), { kind: "multiclass", classes, d: 3 });
  const text = await printed(
    needs(context, "gcc"),
    toC(model, { name: "flowers" }),
    `  int i;\n  for (i = 0; i < ${classes.length}; i++) { fputs(flowers_classes[i], stdout); putchar(30); }`,
  );
  expect(text.split("\u001e").slice(0, -1)).toEqual(classes);
});

it("lets a NaN fire nowhere, and refuses to be compiled with -ffast-math", async (context) => {
  const gcc = needs(context, "gcc");
  const X = [
    [0, 1],
    [1, 0],
  ];
  const two = toC(new Perceptron().fit(X, ["no", "yes"]));
  const three = toC(new Perceptron().fit([...X, [1, 1]], ["a", "b", "c"]), { name: "m" });
  const body = `  double x[2] = {0.0, 0.0};\n  x[1] = 0.0 / x[0];`;
  expect(await printed(gcc, two, `${body}\n  printf("%d", model_predict(x));`)).toBe("0");
  expect(await printed(gcc, three, `${body}\n  printf("%d", m_predict(x));`)).toBe("0");
  await inFolder((folder) => {
    writeFileSync(join(folder, "m.c"), two);
    expect(() => run(gcc, [...FLAGS, "-ffast-math", "-c", "m.c"], undefined, folder)).toThrow(
      /no -ffast-math/,
    );
  });
});

it("counts the decisions that 8 bits change, as the program makes them", async (context) => {
  const gcc = needs(context, "gcc");
  const random = new Random(2);
  for (const kind of ["binary", "multiclass"] as const) {
    for (const scaled of [false, true]) {
      const rows = Array.from({ length: 200 }, () =>
        Array.from({ length: 4 }, () => Math.fround(random.uniform() * 8 - 3)),
      );
      const y = rows.map(([a = 0, b = 0, c = 0]) =>
        a + b > c ? "a" : kind === "binary" || a > 0 ? "b" : "c",
      );
      const model = new Perceptron({ standardize: scaled, average: true, maxIter: 20 }).fit(rows, y);
      const source = toC(model, { int8: true, X: rows });
      const counted = Number(/Of 200 samples (\d+) (?:is|are)/.exec(source)?.[1]);
      const text = await printed(
        gcc,
        source,
        `  static const double x[] = {${rows.flat().join(", ")}};
  int i;
  for (i = 0; i < 200; i++) printf("%s\\n", model_classes[model_predict(x + 4 * i)]);`,
      );
      const labels = text.trim().split("\n");
      expect(model.predict(rows).filter((label, i) => label !== labels[i])).toHaveLength(counted);
      expect(counted).toBeLessThan(12);
    }
  }
});

it("counts them of weights over 30 binades too, of labels of every kind", async (context) => {
  await checkInt8(needs(context, "gcc"), sqlCases(31, 10));
});

// One that multiplied with what is too large for a double would not compile.
it("holds 8 bits of samples as small as there are", async (context) => {
  const model = new Perceptron().fit([[0], [1]], ["a", "b"]);
  const source = toC(model, { int8: true, X: [[Number.MIN_VALUE], [0]] });
  expect(
    await printed(needs(context, "gcc"), source, `  double x = 0;\n  printf("%d", model_predict(&x));`),
  ).toBe("0");
});

it("refuses names that are no identifiers, and labels that no string of C can hold", () => {
  const model = new Perceptron().fit([[0], [1]], ["a", "b"]);
  for (const name of ["", "1x", "int", "a-b", "x;", "é", "main"]) {
    expect(() => toC(model, { name })).toThrow(
      expect.objectContaining({ code: "OPTION_VALUE", method: "toC" }),
    );
  }
  expect(() => toC(model, { name: 3 as never })).toThrow(expect.objectContaining({ code: "OPTION_KIND" }));
  for (const label of ["a\0", "\ud800"]) {
    const bad = new Perceptron().fit([[0], [1]], [label, "b"]);
    expect(() => toC(bad)).toThrow(expect.objectContaining({ code: "NOT_EXPORTABLE" }));
  }
  expect(() => toC(model, { int8: true })).toThrow(expect.objectContaining({ code: "NOT_A_MATRIX" }));
  expect(() => toC(model, { X: [[0]] })).toThrow("toC: X is an array; expected none without int8: true");
});
