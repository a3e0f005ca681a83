// Asks scikit-learn for the labels of rows.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type TestContext } from "vitest";
import { toSklearn } from "../../src/export/index.js";
import { closeCalls } from "./check-onnx.js";
import type { Case } from "./models.js";
import { inFolder, missing, run } from "./tools.js";

/** Ends with 1 where scikit-learn is not installed, without the seconds of loading it. */
const HAS_SKLEARN = `import importlib.util, sys; sys.exit(not importlib.util.find_spec("sklearn"))`;

/** The lines of docs/sklearn.md that make an estimator `m` of a file, for each of many, and what it says of its rows. */
function program(): string {
  const [, lines] = /```py\n(import json, numpy[\s\S]*?)```/.exec(
    readFileSync("docs/sklearn.md", "utf8"),
  ) as RegExpExecArray;
  const [imports, ...others] = (lines as string).trim().split("\n");
  const body = others
    .join("\n")
    .replace('open("model.json")', 'open(f"{i}.json")')
    .replaceAll(/^(?=.)/gm, "    ");
  return `${imports}
answers = []
for i, rows in enumerate(json.load(open("rows.json"))):
${body}
    answers.append(m.predict(np.array(rows, dtype=float)).tolist())
print(json.dumps(answers))
`;
}

/** Of two classes scikit-learn answers a score of 0 with the first: such rows of "heaviside" are left out. */
export async function checkSklearn(context: TestContext, cases: readonly Case[]): Promise<void> {
  const has = (python: string): boolean => spawnSync(python, ["-c", HAS_SKLEARN]).status === 0;
  const python =
    ["python3", "/usr/bin/python3"].find(has) ?? missing(context, "scikit-learn is not installed");
  const answers: unknown[][] = await inFolder((folder) => {
    for (const [i, { model }] of cases.entries()) {
      writeFileSync(join(folder, `${i}.json`), JSON.stringify(toSklearn(model)));
    }
    writeFileSync(join(folder, "rows.json"), JSON.stringify(cases.map(({ rows }) => rows)));
    return JSON.parse(run(python, ["-c", program()], undefined, folder).toString());
  });
  for (const [i, one] of cases.entries()) {
    const close = closeCalls(one);
    one.labels.forEach((label, row) => {
      const isTie = one.scores.length === one.rows.length && one.scores[row] === 0;
      if (!close[row] && !isTie) expect(answers[i]?.[row]).toEqual(label);
    });
  }
}
