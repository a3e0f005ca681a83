// The texts of the fuzzer's target `table`, from a fixed seed.
import { describe, expect, it } from "vitest";
import { table } from "../fuzz/targets/table.js";
import { Random } from "../support/random.js";
import { rounds } from "../support/rounds.js";

describe("mutated texts", () => {
  it("are read with each row that they have, or refused by a typed error with its place: in parts, as bytes, in batches", async () => {
    const all = rounds(20_000);
    const random = new Random(1958);
    for (let i = 0; i < all; i++) {
      const input = table.generate(random);
      await Promise.resolve(table.check(input)).catch((error) => {
        throw new Error(`${JSON.stringify(input).slice(0, 2000)}\n${error}`);
      });
    }
    const [read, refused] = table.summary?.().match(/\d+/g)?.map(Number) ?? [];
    expect(read).toBeGreaterThan(all / 4);
    expect(refused).toBeGreaterThan(all / 4);
  }, 240_000);
});
