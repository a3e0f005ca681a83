import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Perceptron } from "../../src/index.js";
import { type Chunks, readSvmlight, svmlightBatches, writeSvmlight } from "../../src/svmlight/index.js";
import { doubles, plain, samples } from "./arbitrary-samples.js";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function* cut<T extends string | Uint8Array>(text: T, size: number): Generator<T> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size) as T;
}

async function* late<T>(chunks: Iterable<T>): AsyncGenerator<T> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

/** All batches as one text: the rows, and where each batch ends. */
async function collect(chunks: Chunks, options: Parameters<typeof svmlightBatches>[1]) {
  const sizes: number[] = [];
  const rows: unknown[] = [];
  for await (const batch of svmlightBatches(chunks, options)) {
    const { indptr, indices, data, shape, y } = plain(batch);
    expect(shape).toEqual([y.length, options.cols]);
    expect(batch.X.data).toBeInstanceOf(options.dtype === "f32" ? Float32Array : Float64Array);
    sizes.push(y.length);
    y.forEach((label, i) => {
      rows.push([label, indices.slice(indptr[i], indptr[i + 1]), data.slice(indptr[i], indptr[i + 1])]);
    });
  }
  return { sizes, rows };
}

const TEXT =
  "\ufeff# début 🌸\r\n1 1:0.1 3:2e-3 # é1:9\n\n-1 3:16777217 2:.5\r\n 2.5 qid:3\n1 4:-0 # ünï🌸code\n-1 1:7";

describe("svmlightBatches", () => {
  it("has batches of 10,000 rows where nothing is said", async () => {
    expect((await collect(["1 1:1\n".repeat(10_001)], { cols: 1 })).sizes).toEqual([10_000, 1]);
  });

  it("gives the rows of the whole text, cut at every size: a line or a character torn, a row lost", async () => {
    for (const dtype of ["f64", "f32"] as const) {
      const { indptr, indices, data, y } = plain(readSvmlight(TEXT, { dtype }));
      const expected = y.map((label, i) => [
        label,
        indices.slice(indptr[i], indptr[i + 1]),
        data.slice(indptr[i], indptr[i + 1]),
      ]);
      expect(expected).toHaveLength(5);
      const bytes = bytesOf(TEXT);
      for (let size = 1; size <= bytes.length; size++) {
        for (const chunks of [cut(bytes, size), cut(TEXT, size), late(cut(Buffer.from(bytes), size))]) {
          const { rows } = await collect(chunks, { rows: 1 + (size % 6), cols: 4, dtype });
          expect(rows).toEqual(expected);
        }
      }
    }
  });

  it("makes batches of the size asked for, the last of what is left, and none of nothing", async () => {
    const sizes = async (rows: number, text = TEXT) => (await collect([text], { rows, cols: 4 })).sizes;
    expect(await sizes(2)).toEqual([2, 2, 1]);
    expect(await sizes(5)).toEqual([5]);
    expect(await sizes(1000)).toEqual([5]);
    expect(await sizes(3, "\n# nothing\n")).toEqual([]);
    expect((await collect([], { rows: 3, cols: 4 })).sizes).toEqual([]);
  });

  it("is the same for any data, chunks of strings and bytes in turn: bytes of one left to the next", async () => {
    const inputs = fc.record({
      data: samples(doubles),
      size: fc.integer({ min: 1, max: 40 }),
      rows: fc.integer({ min: 1, max: 5 }),
      zeroBased: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(inputs, async ({ data: { X, y }, size, rows, zeroBased }) => {
        const text = writeSvmlight(X, y, { zeroBased });
        const mixed = [...cut(text, size)].map((chunk, i) => (i % 2 === 0 ? chunk : bytesOf(chunk)));
        const cols = X[0]?.length as number;
        const whole = await collect([text], { rows: 100, cols, zeroBased });
        expect(whole.sizes).toEqual([X.length]);
        const read = plain(readSvmlight(text, { cols, zeroBased }));
        expect(whole.rows.map((row) => (row as [number])[0])).toEqual(read.y);
        expect((await collect(mixed, { rows, cols, zeroBased })).rows).toEqual(whole.rows);
      }),
      { seed: 2001, numRuns: 200 },
    );
  });

  it("ends a torn character where a string follows: half an é before the next label", async () => {
    const torn = bytesOf("1 # é").slice(0, -1);
    const chunks = [torn, "\n2 1:4\n", bytesOf("3 2:1\n")];
    expect((await collect(chunks, { rows: 9, cols: 2 })).rows).toEqual([
      [1, [], []],
      [2, [0], [4]],
      [3, [1], [1]],
    ]);
  });

  it("takes no more than it needs, and closes what it reads from when the reader stops", async () => {
    let [taken, closed] = [0, false];
    async function* endless() {
      try {
        for (;;) {
          taken++;
          yield "1 1:1\n-1 2:1\n";
        }
      } finally {
        closed = true;
      }
    }
    for await (const { y } of svmlightBatches(endless(), { rows: 4, cols: 2 })) {
      expect(y).toEqual([1, -1, 1, -1]);
      break;
    }
    expect([taken, closed]).toEqual([2, true]);
  });

  it("gives each batch arrays of its own, and lets an error of the source through", async () => {
    const own = new Error("the disk is gone");
    async function* failing() {
      yield "1 1:1\n2 1:2\n";
      throw own;
    }
    const batches = svmlightBatches(failing(), { rows: 1, cols: 1 });
    const first = (await batches.next()).value;
    const second = (await batches.next()).value;
    expect([first?.X.data, second?.X.data]).toStrictEqual([Float64Array.of(1), Float64Array.of(2)]);
    expect(first?.X.indptr).not.toBe(second?.X.indptr);
    await expect(batches.next()).rejects.toBe(own);
  });

  it("is what Perceptron.fitStream takes: the weights of partialFit on dense rows, batch by batch", async () => {
    const X = Array.from({ length: 60 }, (_, i) => [i % 7, 0, (i * 5) % 11, i % 3 === 0 ? 0.3 : 0]);
    const y = X.map(([a, , c]) => ((a as number) > (c as number) / 2 ? 1 : -1));
    const text = writeSvmlight(X, y);
    const batches = svmlightBatches(cut(bytesOf(text), 100), { rows: 16, cols: 4 });
    const streamed = await new Perceptron().fitStream(batches, { classes: [-1, 1] });
    const dense = new Perceptron();
    for (let i = 0; i < 60; i += 16) {
      dense.partialFit(X.slice(i, i + 16), y.slice(i, i + 16), { classes: [-1, 1] });
    }
    expect([streamed.coef, streamed.intercept]).toEqual([dense.coef, dense.intercept]);
    expect(streamed.coef.data.some((weight) => weight !== 0)).toBe(true);
  });
});
