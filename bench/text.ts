// What the rules are worth on sparse text, whose words are rare and many: short messages that are spam or not, and parts of
// speech by hashed context. The last part of `npm run bench -- accuracy`.
import { sfc32 } from "../src/base/random.js";
import { FeatureHasher } from "../src/features/index.js";
import { Perceptron, type PerceptronOptions } from "../src/index.js";
import { crossValidate } from "../src/metrics/index.js";
import { arow, passiveAggressive } from "../src/rules/index.js";
import { median } from "./clock.js";
import { messages } from "./tables.js";

const SEEDS = [0, 1, 2];
const RULES: readonly [string, PerceptronOptions][] = [
  ["the perceptron's own rule", {}],
  ["the same, `average`", { average: true }],
  ["PA-I, C = 0.1", { rule: passiveAggressive({ C: 0.1 }) }],
  ["PA-I, C = 0.1, `average`", { rule: passiveAggressive({ C: 0.1 }), average: true }],
  ["AROW, r = 1", { rule: arow() }],
  ["AROW, r = 10", { rule: arow({ r: 10 }) }],
];

/** Messages as their words and pairs of neighbours; and what each is. */
function spam(rows: number): { X: ReturnType<FeatureHasher["transform"]>; y: string[] } {
  const cells = messages(rows).lines.map((line) => {
    const comma = line.indexOf(",");
    return [line.slice(0, comma), line.slice(comma + 1)] as const;
  });
  const tokens = cells.map(([, text]) => {
    const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    return [...words, ...words.slice(1).map((word, i) => `${words[i]} ${word}`)];
  });
  return { X: new FeatureHasher({ cols: 2 ** 16 }).transform(tokens), y: cells.map(([kind]) => kind) };
}

const LEXICON: Record<string, readonly string[]> = {
  DET: ["the", "a", "my", "that"],
  ADJ: ["old", "young", "light", "fast", "cold", "kind"],
  NOUN: ["man", "fish", "watch", "light", "run", "saw", "can", "cold", "play", "old", "kind"],
  VERB: ["fish", "watch", "light", "run", "saw", "play", "man"],
  AUX: ["can", "will", "may"],
  ADV: ["fast", "often", "here"],
};

/** Words of a grammar in which most have two parts of speech, each with its context; and the parts. */
function tagged(sentences: number): { X: ReturnType<FeatureHasher["transform"]>; y: string[] } {
  const random = sfc32(2002, 0);
  const pick = <T>(from: readonly T[]): T => from[random() % from.length] as T;
  const nouns = () =>
    pick([
      ["DET", "NOUN"],
      ["DET", "ADJ", "NOUN"],
      ["ADJ", "NOUN"],
    ]);
  const verbs = () => pick([["VERB"], ["AUX", "VERB"], ["AUX", "ADV", "VERB"]]);
  const rows: string[][] = [];
  const y: string[] = [];
  for (let i = 0; i < sentences; i++) {
    const tags = [...nouns(), ...verbs(), ...pick([[], nouns(), ["ADV"]])];
    const words = tags.map((tag) => pick(LEXICON[tag] as string[]));
    tags.forEach((tag, at) => {
      const [before, word, after] = [words[at - 1], words[at], words[at + 1]];
      rows.push([
        ...[`0=${word}`, `-1=${before}`, `+1=${after}`, `-1,0=${before},${word}`, `0,+1=${word},${after}`],
        `-2,-1=${words[at - 2]},${before}`,
      ]);
      y.push(tag);
    });
  }
  return { X: new FeatureHasher({ cols: 2 ** 14 }).transform(rows), y };
}

export function textTable(): void {
  const [many, words] = [spam(5574), tagged(300)];
  console.log(
    `\n| rule, 5 epochs | spam of 5574 messages | tagger, ${words.y.length} words |\n|---|--:|--:|`,
  );
  for (const [name, options] of RULES) {
    const cells = [many, words].map(({ X, y }) => {
      const wrong = SEEDS.map((seed) => {
        const make = () =>
          new Perceptron({ maxIter: 5, tol: null, multiclass: "joint", ...options, randomState: seed });
        return 1 - crossValidate(make, X, y, { folds: 10, seed }).mean;
      });
      return `${(100 * median(wrong)).toFixed(1)} %`;
    });
    console.log(`| ${[name, ...cells].join(" | ")} |`);
  }
  console.log(`\nwrong in ten folds, median of seeds ${SEEDS.join(", ")}`);
}
