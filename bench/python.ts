import { spawnSync } from "node:child_process";

/** The first python3 that has scikit-learn. */
export const findPython = (): string | undefined =>
  ["python3", "/usr/bin/python3"].find((name) => spawnSync(name, ["-c", "import sklearn"]).status === 0);
