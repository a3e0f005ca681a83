// The figures of the page of comparison, from the last run of `npm run bench -- comparison`.
import { readFileSync } from "node:fs";

const load = () => JSON.parse(readFileSync(new URL("../comparison.json", import.meta.url), "utf8"));

const unit = (seconds) => {
  if (seconds < 1e-3) return `${Number((seconds * 1e6).toPrecision(2))} µs`;
  return seconds < 1 ? `${Number((seconds * 1e3).toPrecision(3))} ms` : `${seconds.toPrecision(3)} s`;
};
const percent = (share) => `${(100 * share).toFixed(1)} %`;

function table({ rows }) {
  const line = ({ name, seconds, fastest, slowest, right, secondsPerRow, sameTwice }) => {
    const range = [fastest, slowest].map(unit).join(" – ");
    return `| ${name} | ${unit(seconds)} (${range}) | ${percent(right)} | ${unit(secondsPerRow)} | ${sameTwice === 1 ? "all" : percent(sameTwice)} |`;
  };
  return `| | trains in | right on the test rows | one answer | same answers from the same seed |\n|---|--:|--:|--:|--:|\n${rows.map(line).join("\n")}`;
}

const tasks = {
  digits: "scikit-learn's handwritten digits: images of 8×8",
  MNIST: "MNIST: images of 28×28",
};

/** A page with its marks replaced by what was measured. */
export function withFigures(text) {
  if (!text.includes("<!-- comparison -->")) return text;
  const { contestants, results, date, cpu, cores, node, rounds, epochs } = load();
  const parts = results.map(
    (result) =>
      `## ${result.task}\n\n${tasks[result.task]}, ${result.train} rows to train and ${result.test} to test, ten classes, ${epochs} epochs.\n\n` +
      `<ComparisonChart task="${result.task}" />\n\n${table(result)}`,
  );
  const described = contestants.map(
    ({ name, how, version, bytes }) =>
      `| ${name} | ${version} | ${how} | ${bytes === undefined ? "" : `${(bytes / 1000).toFixed(bytes < 1e5 ? 1 : 0)} KB`} |`,
  );
  const machine = `${date}, ${cores} shared cores of an ${cpu.replaceAll(/\((R|TM)\)/g, "").replace(/ CPU.*| Processor.*/, "")}, Node ${node}; medians of ${rounds} rounds with the range, all contestants in each round, after one that is not counted`;
  return text.replace(
    "<!-- comparison -->",
    `${parts.join("\n\n")}\n\nMeasured on ${machine}.\n\n## What was compared\n\n| | version | what is trained | what a page loads, gzipped |\n|---|---|---|--:|\n${described.join("\n")}`,
  );
}
