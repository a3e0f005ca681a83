// MurmurHash3 against scikit-learn's, every bit (test/golden/murmur-hash3.json: text, seed, murmurhash3_32(text, seed)).
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { columnOfHash, murmurHash3 } from "../src/base/murmur-hash3.js";

const golden: [text: string, seed: number, hash: number][] = JSON.parse(
  readFileSync(new URL("golden/murmur-hash3.json", import.meta.url), "utf8"),
);

describe("murmurHash3", () => {
  it("is scikit-learn's: an unsigned hash, UTF-16 or Latin-1 for UTF-8, a rest of 1 to 3 bytes left out, no seed", () => {
    const hashes = golden.map(([text, seed]) => murmurHash3(text, seed));
    expect(hashes).toEqual(golden.map(([, , hash]) => hash));
  });

  it("does not depend on the text before: bytes left behind in the scratch", () => {
    const before = murmurHash3("abcde");
    murmurHash3("漢".repeat(1000));
    expect(murmurHash3("abcde")).toBe(before);
  });

  it("takes U+FFFD for a lone surrogate: an error, or bytes that are no UTF-8", () => {
    expect(murmurHash3("a\ud800b")).toBe(murmurHash3("a\ufffdb"));
  });
});

describe("columnOfHash", () => {
  it("is |hash| mod cols, for −2³¹ too, whose absolute value is no integer of 32 bits", () => {
    expect(columnOfHash(-7, 4)).toBe(3);
    expect(columnOfHash(murmurHash3("wnltrqsb"), 10)).toBe(8);
    expect(columnOfHash(-(2 ** 31), 2 ** 18)).toBe(0);
  });
});
