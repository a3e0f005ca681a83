// Links: what toUrl writes is loaded by loadModel and by the root, to the same answers; a link that was changed is refused by a
// typed error, or is a model like any other.
import { fromUrl, toUrl } from "../../../src/export/index.js";
import { Perceptron } from "../../../src/index.js";
import { loadModel } from "../../../src/predict/index.js";
import { mutatedText } from "../mutate.js";
import { allocatedBy, byteFiles, bytesOf, mutatedBytes } from "../saved.js";
import { claim, claimEqual, outcome, type Target, without } from "../target.js";

interface Input {
  readonly url: string;
}

const KEY = "#rosenblatt=";
const links = byteFiles.flatMap((file) => {
  const made = outcome(() => toUrl(Perceptron.fromBytes(file)).url);
  return "value" in made ? [made.value] : [];
});
const counts = { loaded: 0, refused: 0 };

const bytesIn = (url: string): Uint8Array => Buffer.from(url.slice(KEY.length), "base64url");

export const url: Target<Input> = {
  name: "url",
  inputs: 40_000,
  generate(random) {
    const link = random.pick(links);
    if (random.uniform() < 0.1) return { url: mutatedText(random, link, "ABCz09-_=#+/é\u0000") };
    const file = bytesOf(mutatedBytes(random, bytesIn(link)));
    return { url: `https://example.com/${KEY}${Buffer.from(file).toString("base64url")}` };
  },
  check({ url }) {
    const { result: read, bytes } = allocatedBy(() => outcome(() => fromUrl(url), 1000));
    claim(bytes < 64 * url.length + 2 ** 20, () => `${bytes} bytes for a link of ${url.length} characters`);
    if (!("value" in read)) {
      counts.refused++;
      return 1;
    }
    const [here, there] = [
      outcome(() => loadModel(read.value)),
      outcome(() => Perceptron.fromJSON(read.value)),
    ];
    claimEqual(
      "value" in here,
      "value" in there,
      `whether loadModel and the root load it: ${JSON.stringify([here, there]).slice(0, 600)}`,
    );
    if (!("value" in here && "value" in there)) {
      counts.refused++;
      return 1;
    }
    counts.loaded++;
    const rows = [1, -1, 0.5].map((value) =>
      Array.from({ length: there.value.coef.cols }, (_, j) => value * (j + 1)),
    );
    const answers = [here.value, there.value].map((model) => outcome(() => model.predict(rows)));
    claimEqual(
      answers.map((answer) => ("value" in answer ? answer.value : answer.code))[0],
      answers.map((answer) => ("value" in answer ? answer.value : answer.code))[1],
      "the answers of loadModel and of the root",
    );
    const again = outcome(() => toUrl(there.value));
    if ("value" in again) {
      const twice = fromUrl(toUrl(loadModelAgain(again.value.url)).url);
      claimEqual(twice.classes, read.value.classes, "the classes of a link of a link");
    }
    return 1;
  },
  *shrink(input) {
    for (const url of without(input.url)) yield { url };
  },
  summary: () => `${counts.loaded} loaded, ${counts.refused} refused`,
};

const loadModelAgain = (link: string): Perceptron => Perceptron.fromJSON(fromUrl(link));
