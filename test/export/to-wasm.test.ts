// The module runs in Node and answers to the bit; its WAT, assembled by wabt, is the same module.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { toWasm, toWat } from "../../src/export/index.js";
import { checkWasm, numbersOf } from "./check-wasm.js";
import { allCases } from "./models.js";
import { inFolder, needs, run } from "./tools.js";

it("answers to the bit, in at most 1 KB beside the weights", () => {
  for (const one of allCases(40, 60)) {
    const bytes = toWasm(one.model);
    checkWasm(bytes, one);
    expect(bytes.length - numbersOf(one.model)).toBeLessThan(1024);
  }
});

it("is what wabt assembles of its WAT, byte for byte", async (context) => {
  const wat2wasm = needs(context, "wat2wasm");
  await inFolder((folder) => {
    for (const [i, { model }] of allCases(41, 3).entries()) {
      const file = join(folder, `${i}.wat`);
      writeFileSync(file, toWat(model));
      run(wat2wasm, [file, "-o", `${file}.wasm`]);
      expect(Buffer.compare(readFileSync(`${file}.wasm`), toWasm(model)), toWat(model).slice(0, 3000)).toBe(
        0,
      );
    }
  });
});
