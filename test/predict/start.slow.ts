// A process that loads a model and answers once costs as much as one that does nothing, to a factor of 1.4.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Perceptron } from "../../src/index.js";

it("from import to the first prediction takes at most 1.4 times the processor time of an empty module", () => {
  const folder = mkdtempSync(join(tmpdir(), "start-"));
  try {
    const library = JSON.stringify(new URL("../../dist/predict/index.js", import.meta.url).href);
    const json = JSON.stringify(new Perceptron().fit([[0], [1]], ["no", "yes"]));
    const programs = {
      empty: "export {};\n",
      asking: `import { loadModel } from ${library};\nif (loadModel(${json}).predictOne([1]) !== "yes") process.exit(1);\n`,
    };
    const times: Record<string, number[]> = { empty: [], asking: [] };
    // A busy machine lets each wait for the processor, the one longer than the other.
    const spent = "const { user, system } = process.cpuUsage();\nconsole.log(user + system);\n";
    for (const [name, text] of Object.entries(programs))
      writeFileSync(join(folder, `${name}.mjs`), text + spent);
    for (let round = 0; round < 25; round++) {
      for (const name of Object.keys(programs)) {
        const program = join(folder, `${name}.mjs`);
        const { status, stdout } = spawnSync(process.execPath, [program], { encoding: "utf8" });
        expect(status).toBe(0);
        times[name]?.push(Number(stdout));
      }
    }
    const [empty, asking] = ["empty", "asking"].map((name) => Math.min(...(times[name] as number[])));
    expect((asking as number) / (empty as number)).toBeLessThan(1.4);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
