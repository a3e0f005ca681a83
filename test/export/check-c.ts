// Compiles models and compares what they answer with the models themselves.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { toC } from "../../src/export/index.js";
import { loadModel } from "../../src/predict/index.js";
import type { Case } from "./models.js";
import { inFolder, run } from "./tools.js";

export const FLAGS = ["-std=c99", "-Wall", "-Wextra", "-pedantic", "-Werror"];

const literals = (numbers: ArrayLike<number>): string =>
  Array.from(numbers, (value) =>
    Number.isNaN(value) ? "NAN" : Object.is(value, -0) ? "-0" : String(value),
  ).join(", ");

/** Whether predict writes each output. */
const isApart = ({ labels }: Case): boolean => Array.isArray(labels[0]);

/** A program that writes, for each model and row, the margins and what predict says. */
function program(cases: readonly Case[]): string {
  const parts = cases.map(({ rows, dtype, scores, probabilities, isTable, ...rest }, m) => {
    const T = dtype === "f32" ? "float" : "double";
    const [d, k] = [(rows[0] as number[]).length, scores.length / rows.length];
    const shares = (probabilities?.length ?? 0) / rows.length;
    const answer = isApart({ rows, dtype, scores, ...rest })
      ? `m${m}_predict(x + i * ${d}, y); fwrite(y, sizeof(int), ${k}, stdout);`
      : `y[0] = m${m}_predict(x + i * ${d}); fwrite(y, sizeof(int), 1, stdout);`;
    return `static void run${m}(void) {
  static const ${isTable ? "double" : T} x[] = {${literals(rows.flat())}};
  ${T} z[${k}];
  ${shares ? `double p[${shares}];` : ""}
  int i, y[${k}];
  for (i = 0; i < ${rows.length}; i++) {
    m${m}_scores(x + i * ${d}, z);
    fwrite(z, sizeof(${T}), ${k}, stdout);
    ${answer}
    ${shares ? `m${m}_probabilities(x + i * ${d}, p); fwrite(p, sizeof(double), ${shares}, stdout);` : ""}
  }
}`;
  });
  const calls = cases.map((_, m) => `  run${m}();`);
  return `#include <math.h>\n#include <stdio.h>\n${parts.join("\n")}\nint main(void) {\n${calls.join("\n")}\n  return 0;\n}\n`;
}

/** The labels of a model of C: what `classes` says of the numbers. */
export async function checkC(gcc: string, cases: readonly Case[], optimization: string): Promise<void> {
  const source = cases.map(({ model }, m) => toC(model, { name: `m${m}` })).join("\n") + program(cases);
  const output = await inFolder((folder) => {
    writeFileSync(join(folder, "models.c"), source);
    run(gcc, [...FLAGS, optimization, "models.c", "-o", "models"], undefined, folder);
    return run(join(folder, "models"), []);
  });
  let at = 0;
  const take = (bytes: number): ArrayBuffer => {
    const part = new Uint8Array(output.subarray(at, at + bytes));
    at += bytes;
    return part.buffer;
  };
  for (const one of cases) {
    const { model, dtype, rows, labels, scores, probabilities } = one;
    const k = scores.length / rows.length;
    const classes = one.classes ?? loadModel(model.toJSON()).classes;
    for (const [i, label] of labels.entries()) {
      const z = dtype === "f32" ? new Float32Array(take(4 * k)) : new Float64Array(take(8 * k));
      expect(z).toEqual(scores.slice(i * k, (i + 1) * k));
      const y = [...new Int32Array(take(isApart(one) ? 4 * k : 4))];
      expect(isApart(one) ? y : classes[y[0] as number]).toEqual(label);
      if (probabilities === undefined) continue;
      const count = probabilities.length / rows.length;
      expect(new Float64Array(take(8 * count))).toEqual(probabilities.slice(i * count, (i + 1) * count));
    }
  }
  expect(at).toBe(output.length);
}

/** Models in 8 bits: as many of their rows are decided otherwise as the comment in each file counts. */
export async function checkInt8(gcc: string, cases: readonly Case[]): Promise<void> {
  const sources = cases.map(({ model, rows }, m) => toC(model, { name: `m${m}`, int8: true, X: rows }));
  const parts = cases.map(({ rows, dtype }, m) => {
    const d = (rows[0] as number[]).length;
    return `  {
    static const ${dtype === "f32" ? "float" : "double"} x[] = {${literals(rows.flat())}};
    for (i = 0; i < ${rows.length}; i++) printf("%d\\n", m${m}_predict(x + i * ${d}));
  }`;
  });
  const main = `#include <stdio.h>\nint main(void) {\n  int i;\n${parts.join("\n")}\n  return 0;\n}\n`;
  const places = await inFolder((folder) => {
    writeFileSync(join(folder, "models.c"), `${sources.join("\n")}\n${main}`);
    run(gcc, [...FLAGS, "-O2", "models.c", "-o", "models"], undefined, folder);
    return run(join(folder, "models"), []).toString().trim().split("\n").map(Number);
  });
  for (const [m, { model, labels }] of cases.entries()) {
    const { classes } = loadModel(model.toJSON());
    const otherwise = labels.filter((label) => classes[places.shift() as number] !== label);
    expect(otherwise).toHaveLength(Number(/samples? (\d+) (?:is|are)/.exec(sources[m] as string)?.[1]));
  }
}
