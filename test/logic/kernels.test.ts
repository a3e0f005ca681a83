import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { wasmLogicKernel } from "../../src/logic/current-kernel.js";
import { encodeNetwork } from "../../src/logic/encoded-network.js";
import { evaluateBlocks, firstSatisfying, truthTableOf } from "../../src/logic/evaluate-table.js";
import { compile, Network } from "../../src/logic/index.js";
import type { LogicKernel } from "../../src/logic/kernel.js";
import { jsLogicKernel } from "../../src/logic/kernel-js.js";
import { networks, seeded } from "./arbitrary-networks.js";

const kernels: [string, LogicKernel][] = [
  ["wasm", wasmLogicKernel()],
  ["js", jsLogicKernel()],
];

/**
 * The bytes that an evaluation leaves behind, over memory that was full of something else; the scratch
 * blanked.
 */
function memoryAfter(kernel: LogicKernel, network: Network): Buffer {
  const encoded = encodeNetwork(network);
  const length = 60_000;
  new Uint8Array(kernel.reserve(kernel.base + length), kernel.base).fill(0xa5);
  for (const _ of evaluateBlocks(encoded, kernel));
  const bytes = Buffer.from(new Uint8Array(kernel.reserve(0), kernel.base, length));
  const counter = Math.ceil(encoded.words.byteLength / 16) * 16;
  return bytes.fill(0, counter, counter + 16 * encoded.planeCount);
}

describe.each(kernels)("the %s kernel", (_name, kernel) => {
  // Lengths on both sides of a word (5), a vector (7), a block (11) and several blocks.
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13])("knows every bit of %i inputs", (n) => {
    const inputs = Array.from({ length: n }, (_, i) => `x${i}`);
    const neurons = ["1", ...inputs].map((source) => {
      return { name: `y${source}`, excitatory: [source], inhibitory: [], threshold: 1 };
    });
    const network = new Network({ inputs, neurons, outputs: neurons.map(({ name }) => name) });
    const { outputs } = truthTableOf(network, kernel);
    expect(outputs.y1).toBe("1".repeat(2 ** n));
    inputs.forEach((name, i) => {
      const half = 2 ** (n - 1 - i);
      expect(outputs[`y${name}`]).toBe(("0".repeat(half) + "1".repeat(half)).repeat(2 ** i));
    });
  });

  it("counts exactly: k of 9 inputs against every threshold from 1 to 10", () => {
    const inputs = Array.from({ length: 9 }, (_, i) => `x${i}`);
    for (let threshold = 1; threshold <= 10; threshold++) {
      const neurons = [{ name: "y", excitatory: inputs, inhibitory: [], threshold }];
      const digits = truthTableOf(new Network({ inputs, neurons, outputs: ["y"] }), kernel).outputs.y ?? "";
      const ones = (row: number) => row.toString(2).replaceAll("0", "").length;
      expect(digits).toBe(Array.from({ length: 512 }, (_, row) => (ones(row) >= threshold ? 1 : 0)).join(""));
    }
  });

  it("weighs connections exactly: every multiplicity against every threshold up to 18", () => {
    for (let a = 0; a <= 9; a++) {
      for (let b = 0; b <= 9; b++) {
        const excitatory = [...Array<string>(a).fill("A"), ...Array<string>(b).fill("B")];
        const neurons = Array.from({ length: 18 }, (_, i) => {
          return { name: `y${i + 1}`, excitatory, inhibitory: [], threshold: i + 1 };
        });
        const network = new Network({
          inputs: ["A", "B"],
          neurons,
          outputs: neurons.map(({ name }) => name),
        });
        const { outputs } = truthTableOf(network, kernel);
        for (let i = 1; i <= 18; i++) {
          expect(outputs[`y${i}`]).toBe([0, b, a, a + b].map((sum) => (sum >= i ? 1 : 0)).join(""));
        }
      }
    }
  });

  it("never overflows into firing: a threshold above all connections is never met", () => {
    const column = (threshold: number) => {
      const neurons = [{ name: "y", excitatory: ["A", "A", "A"], inhibitory: [], threshold }];
      return truthTableOf(new Network({ inputs: ["A"], neurons, outputs: ["y"] }), kernel).outputs.y;
    };
    expect([3, 4, 5, 2 ** 31, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER].map(column)).toEqual([
      "01",
      "00",
      "00",
      "00",
      "00",
      "00",
      "00",
    ]);
  });

  it("finds the first row that fires, wherever in word, vector and block it lies", () => {
    for (const row of [0, 1, 31, 32, 127, 128, 2047, 2048, 4095, 5000, 8191]) {
      const literals = Array.from({ length: 13 }, (_, i) => `${(row >> (12 - i)) & 1 ? "" : "not "}x${i}`);
      const inputs = Array.from({ length: 13 }, (_, i) => `x${i} or not x${i}`).join(" and ");
      const expected = literals.map((text, i) => [`x${i}`, !text.startsWith("not")]);
      const exactly = compile(`(${inputs}) and ${literals.join(" and ")}`);
      expect(firstSatisfying(exactly, kernel)).toEqual(Object.fromEntries(expected));
    }
  });
});

describe("the kernels agree", () => {
  const [[, wasm], [, js]] = kernels as [[string, LogicKernel], [string, LogicKernel]];

  it("bit for bit over the whole memory, so that a stray write fails", () => {
    fc.assert(
      fc.property(networks(12), (network) => {
        expect(memoryAfter(wasm, network).equals(memoryAfter(js, network))).toBe(true);
      }),
      seeded(100),
    );
  });

  it("and memory behind the last column is left alone", () => {
    const network = compile("A and B");
    const used = 4 * encodeNetwork(network).words.length + 16 * (1 + 4); // network, counter, four columns
    expect(
      memoryAfter(wasm, network)
        .subarray(used)
        .every((byte) => byte === 0xa5),
    ).toBe(true);
  });
});

describe("without WebAssembly", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it("the JavaScript kernel answers, silently", async () => {
    const compileWasm = vi.fn(function Module() {
      throw new Error("forbidden by policy");
    });
    vi.stubGlobal("WebAssembly", { Module: compileWasm });
    vi.resetModules();
    const fresh = await import("../../src/logic/index.js");
    expect(fresh.compile("A xor B").truthTable().outputs).toEqual({ out: "0110" });
    expect(fresh.satisfiable("A and not A")).toBe(null);
    expect(compileWasm).toHaveBeenCalledTimes(1); // lazily, and not again after a failure
  });
});
