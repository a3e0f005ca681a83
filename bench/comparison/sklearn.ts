// scikit-learn in a process of its own, which times itself; rows are read and made doubles before its clock starts.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPython } from "../python.js";
import { type Contestant, EPOCHS, type Task } from "./contestant.js";

export const python = findPython();

export const sklearnVersion = (): string | undefined =>
  python &&
  execFileSync(python, ["-c", "import sklearn; print(sklearn.__version__)"], { encoding: "utf8" }).trim();

function inPython(task: Task, model: string, seed: number): string {
  if (python === undefined) throw new Error("there is no python3 with scikit-learn");
  const folder = mkdtempSync(join(tmpdir(), "comparison-"));
  try {
    writeFileSync(join(folder, "shape.json"), JSON.stringify({ cols: task.train.cols }));
    writeFileSync(join(folder, "X"), task.train.data);
    writeFileSync(join(folder, "y"), Int32Array.from(task.train.labels));
    writeFileSync(join(folder, "test"), task.test.data);
    const args = ["bench/comparison/child.py", folder, model, String(seed), String(EPOCHS)];
    return execFileSync(python, args, { encoding: "utf8", maxBuffer: 2 ** 26 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const classifier = (name: string, how: string, model: string): Contestant => ({
  name,
  package: "scikit-learn",
  how,
  run: async (task, seed) => JSON.parse(inPython(task, model, seed)),
});

export const sklearn: readonly Contestant[] = [
  classifier(
    "scikit-learn, SGDClassifier",
    "averaged perceptron (loss, constant rate), one class against the rest",
    "average",
  ),
  classifier("scikit-learn, Perceptron", "perceptron, one class against the rest", "perceptron"),
];
