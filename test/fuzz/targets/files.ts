// Model files of every kind, changed with their structure in mind and their checksums put right: each is refused by a typed
// error in no time, or is a model that answers, learns more, and is written and loaded again to the bit.
import { readFileSync } from "node:fs";
import { Session } from "node:inspector";
import { Perceptron } from "../../../src/index.js";
import { exercise } from "../exercise.js";
import {
  allocatedBy,
  byteFiles,
  bytesOf,
  type FileInput,
  jsonFiles,
  mutatedBytes,
  mutatedJson,
  smallerFiles,
} from "../saved.js";
import { claim, outcome, refusal, type Target } from "../target.js";

/** How often each text came, without what it quotes: which branches were reached. */
const texts = new Map<string, number>();
const session = new Session();
session.connect();
session.post("Profiler.enable");
session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });

export const files: Target<FileInput> = {
  name: "files",
  inputs: 35_000,
  generate: (random) =>
    random.uniform() < 0.5
      ? mutatedJson(random, random.pick(jsonFiles))
      : mutatedBytes(random, random.pick(byteFiles)),
  check(input) {
    const size = "json" in input ? JSON.stringify(input.json ?? null).length : input.base64.length;
    let model: Perceptron;
    try {
      const { result: loaded, bytes } = allocatedBy(() =>
        outcome(
          () => ("json" in input ? Perceptron.fromJSON(input.json) : Perceptron.fromBytes(bytesOf(input))),
          1000,
        ),
      );
      claim(bytes < 64 * size + 2 ** 20, () => `${bytes} bytes were allocated for a file of ${size}`);
      if (!("value" in loaded)) {
        const text = loaded.message.replace(/"(?:[^"\\]|\\.)*"|[-\d.e+]+/g, "…");
        texts.set(text, (texts.get(text) ?? 0) + 1);
        return 1;
      }
      model = loaded.value;
    } catch (error) {
      refusal(error);
      return 1;
    }
    texts.set("loaded", (texts.get("loaded") ?? 0) + 1);
    exercise(model);
    return 1;
  },
  shrink: smallerFiles,
  summary: () => `${texts.size} different texts, ${texts.get("loaded") ?? 0} loaded; ${uncovered()}`,
};

/** Which parts of the readers were never run, as V8 counts them. */
function uncovered(): string {
  const readers =
    /^(readVersion|readModel|readTrainingKeys|readState|readScale|readRun|readStream|readOutputs|readHistory|record|amount|whole|fromVersion1|averageOf|pocketOf|openContainer|parse|depthOf|readPerceptron|readNumbers|lengthChecked|unpackPerceptron|readClasses)$/;
  let [functions, blocks, missed] = [0, 0, [] as string[]];
  session.post("Profiler.takePreciseCoverage", (_, { result }) => {
    for (const { url, functions: all } of result) {
      if (!url.endsWith("fuzz/main.mjs")) continue;
      const source = readFileSync(new URL(url), "utf8");
      for (const { functionName, ranges } of all) {
        if (!readers.test(functionName)) continue;
        functions++;
        for (const { count, startOffset, endOffset } of ranges) {
          blocks++;
          const text = source.slice(startOffset, endOffset).replace(/\s+/g, " ").slice(0, 60);
          if (count === 0 && /\w/.test(text)) missed.push(`${functionName}: ${text}`);
        }
      }
    }
  });
  missed = missed.slice(0, 12);
  return `${functions} readers of ${blocks} blocks, never run: ${missed.length === 0 ? "none" : missed.join(" | ")}`;
}
