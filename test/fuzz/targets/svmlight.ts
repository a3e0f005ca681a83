// Texts in svmlight's format, right ones and changed ones: a text and its chunks, wherever they are cut, are the same rows or
// the same error, and what is written reads back.
import { readSvmlight, svmlightBatches, writeSvmlight } from "../../../src/svmlight/index.js";
import type { Random } from "../../support/random.js";
import { mutatedText } from "../mutate.js";
import { claimEqual, outcome, refusal, type Target, without } from "../target.js";

interface Input {
  readonly text: string;
  /** Characters in a chunk, and rows in a batch. */
  readonly chunk: number;
  readonly rows: number;
  readonly dtype: "f32" | "f64";
}

const COLS = 12;

const number = (random: Random): string =>
  random.pick([
    () => String(random.integer(-9, 9)),
    () => String(random.real()),
    () =>
      random.pick([
        "1e5",
        "-1.5e-3",
        "+.5",
        "3.",
        "00.10",
        "1e400",
        "1e39",
        "12345678901234567890",
        "-0",
        "5e-324",
      ]),
  ])();

function line(random: Random): string {
  const label = random.pick(["1", "-1", "+1", "0", number(random)]);
  const columns = Array.from({ length: COLS }, (_, j) => j).filter(() => random.uniform() < 0.4);
  if (random.uniform() < 0.3) columns.reverse();
  const elements = columns.map((j) => `${j}:${number(random)}`);
  const query = random.uniform() < 0.1 ? [`qid:${random.integer(0, 9)}`] : [];
  const comment = random.uniform() < 0.1 ? ["# 3:4 é"] : [];
  return [label, ...query, ...elements, ...comment].join(random.pick([" ", " ", "\t", "  "]));
}

export const svmlight: Target<Input> = {
  name: "svmlight",
  inputs: 75_000,
  generate(random) {
    const lines = Array.from({ length: random.integer(0, 6) }, () => line(random));
    const text = lines.join(random.pick(["\n", "\n", "\r\n", "\n\n"]));
    return {
      text:
        random.uniform() < 0.5 ? text : mutatedText(random, text, "0123456789:.-+e #\n\t\rqid\u0000\ufeffx"),
      chunk: random.integer(1, 40),
      rows: random.integer(1, 4),
      dtype: random.pick(["f32", "f64"]),
    };
  },
  async check({ text, chunk, rows, dtype }) {
    const options = { cols: COLS, zeroBased: true, dtype };
    const whole = outcome(() => readSvmlight(text, options));
    const parts = await inParts(text, chunk, { ...options, rows });
    if (!("value" in whole)) {
      claimEqual(
        "code" in parts ? parts.message.replace("svmlightBatches", "") : parts,
        whole.message.replace("readSvmlight", ""),
        "the errors of a text and of its chunks",
      );
      outcome(() => readSvmlight(text));
      return 2;
    }
    const { X, y } = whole.value;
    claimEqual(
      parts,
      { indices: X.indices, data: X.data, y, ends: [...X.indptr].slice(1) },
      "a text and its chunks",
    );
    const written = writeSvmlight(X, y, { zeroBased: true });
    const again = readSvmlight(written, options);
    claimEqual(
      writeSvmlight(again.X, again.y, { zeroBased: true }),
      written,
      "what is written, read and written",
    );
    outcome(() => readSvmlight(text));
    return 4;
  },
  *shrink(input) {
    for (const text of without(input.text)) yield { ...input, text };
  },
};

async function inParts(
  text: string,
  size: number,
  options: { rows: number; cols: number; dtype: "f32" | "f64" },
) {
  const bytes = new TextEncoder().encode(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
  const [indices, data, y, ends]: number[][] = [[], [], [], []] as never;
  try {
    for await (const batch of svmlightBatches(chunks, options)) {
      const before = (indices as number[]).length;
      indices?.push(...batch.X.indices);
      data?.push(...batch.X.data);
      y?.push(...batch.y);
      ends?.push(...[...batch.X.indptr].slice(1).map((end) => end + before));
    }
    return { indices, data, y, ends };
  } catch (error) {
    return refusal(error);
  }
}
