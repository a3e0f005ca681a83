// This library beside those that one would take instead, on two sets of images and in one run: time to train, answers
// that are right, time of one answer, what a page loads, and whether a second run with the same seed answers the same.
//
//   npm install --prefix bench/comparison
//   npm run build
//   npm run bench -- comparison [--rounds N]     writes site/comparison.json, which the site shows
//   npm run bench -- comparison --remarks        only what the page says in words, with the figures that are there
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { median } from "./clock.js";
import { brain } from "./comparison/brain.js";
import { CLASSES, type Contestant, EPOCHS, type Run, type Task, tasks } from "./comparison/contestant.js";
import { remarks } from "./comparison/remarks.js";
import { rosenblatt } from "./comparison/rosenblatt.js";
import { sklearn, sklearnVersion } from "./comparison/sklearn.js";
import { tensorflow } from "./comparison/tensorflow.js";
import { wink } from "./comparison/wink.js";
import { version } from "./peers/load.js";

const FOLDER = "bench/comparison";
const FILE = "site/comparison.json";
const at = process.argv.indexOf("--rounds");
const ROUNDS = at < 0 ? 5 : Number(process.argv[at + 1]);
const contestants: readonly Contestant[] = [...rosenblatt, ...sklearn, tensorflow, brain, wink];

/** Gzipped bytes of what a page has to load. */
async function bundleBytes({ bundle }: Contestant): Promise<number | undefined> {
  if (!bundle) return undefined;
  const { outputFiles } = await build({
    stdin: { contents: bundle.entry, resolveDir: FOLDER },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    logLevel: "error",
    external: ["stream"], // brain.js names it; what stands in for it in a page is not counted
  });
  const files = (bundle.files ?? []).map((file) => readFileSync(`${FOLDER}/node_modules/${file}`));
  const contents = [...(outputFiles ?? []).map(({ contents }) => contents), ...files];
  return contents.reduce((sum, content) => sum + gzipSync(content, { level: 9 }).length, 0);
}

const sharesRight = ({ answers }: Run, { test }: Task): number =>
  answers.filter((answer, i) => answer === test.labels[i]).length / answers.length;

const sameAnswers = (a: Run, b: Run): number =>
  a.answers.filter((answer, i) => answer === b.answers[i]).length / a.answers.length;

/** All contestants one after the other in each round, each round with a seed of its own; the first is not timed. */
async function compare(task: Task): Promise<object[]> {
  const runs = new Map<Contestant, Run[]>(contestants.map((contestant) => [contestant, []]));
  const again = new Map<Contestant, number>();
  for (let round = 0; round <= ROUNDS; round++)
    for (const contestant of contestants) {
      const run = await contestant.run(task, Math.max(0, round - 1));
      const before = runs.get(contestant) as Run[];
      if (round === 1) again.set(contestant, sameAnswers(before[0] as Run, run)); // the seed of round 0
      before.push(run);
      console.log(`${task.name}, round ${round}: ${contestant.name}, ${(run.seconds * 1000).toFixed(1)} ms`);
    }
  return contestants.map((contestant) => {
    const [, ...counted] = runs.get(contestant) as Run[];
    const seconds = counted.map((run) => run.seconds);
    return {
      name: contestant.name,
      seconds: median(seconds),
      fastest: Math.min(...seconds),
      slowest: Math.max(...seconds),
      right: median(counted.map((run) => sharesRight(run, task))),
      secondsPerRow: median(counted.map((run) => run.secondsPerRow)),
      sameTwice: again.get(contestant),
    };
  });
}

async function measured(): Promise<object> {
  const results = [];
  for (const task of tasks()) {
    const rows = await compare(task);
    const [train, test] = [task.train.rows, task.test.rows];
    results.push({ task: task.name, train, test, cols: task.train.cols, rows });
  }
  const described = [];
  for (const contestant of contestants) {
    const { name, how } = contestant;
    const own = { rosenblatt: JSON.parse(readFileSync("package.json", "utf8")).version };
    const found =
      { ...own, "scikit-learn": sklearnVersion() }[contestant.package] ?? version(contestant.package);
    described.push({ name, how, version: found, bytes: await bundleBytes(contestant) });
  }
  const date = new Date().toISOString().slice(0, 10);
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version.slice(1) };
  const counts = { rounds: ROUNDS, epochs: EPOCHS, classes: CLASSES };
  return { date, ...machine, ...counts, contestants: described, results };
}

const onlyRemarks = process.argv.includes("--remarks");
const figures = onlyRemarks ? JSON.parse(readFileSync(FILE, "utf8")) : await measured();
writeFileSync(FILE, `${JSON.stringify({ ...figures, remarks: await remarks() }, null, 2)}\n`);
console.log(`${FILE} is written`);
