import { DEFAULT_AXIS_NAMES, type PointSet } from "./points";
import { normal, seeded, shuffledIndices } from "./random";

/** The data sets of the page. `seeded` says whether another seed gives other points. */
export const DATASETS = {
  iris: { seeded: false },
  setosa: { seeded: false },
  blobs: { seeded: true },
  three: { seeded: true },
  xor: { seeded: false },
  rings: { seeded: true },
  cloud: { seeded: true },
} as const;

export type DatasetName = keyof typeof DATASETS;

export const isDatasetName = (name: string): name is DatasetName => Object.hasOwn(DATASETS, name);

type Generated = Exclude<DatasetName, "iris" | "setosa">;
/** Draws point i of n. */
type Sampler = (i: number, random: () => number) => { x: number; y: number; label: number };

const CLOUD_COUNT = 100_000;

/**
 * The points of a set.
 *
 * @param irisText  data/iris.csv, which the iris sets are read from
 * @param maxPoints the most points that are made of a generated set
 */
export function makeDataset(
  name: DatasetName,
  seed: number,
  irisText: string,
  maxPoints = Infinity,
): PointSet {
  if (name === "iris" || name === "setosa") return iris(irisText, name === "setosa");
  const { size, draw } = generators[name](seeded(seed));
  return sample(Math.min(size, maxPoints), seed, draw);
}

const generators: Record<Generated, (random: () => number) => { size: number; draw: Sampler }> = {
  blobs: (random) => ({ size: 70, draw: separatedClouds(random) }),
  three: (random) => ({ size: 90, draw: clouds([0.45, 0.45], circleOfCentres(3, 1.9, random)) }),
  cloud: (random) => ({ size: CLOUD_COUNT, draw: clouds([0.9, 0.6], circleOfCentres(2, 1.15, random)) }),
  xor: () => ({ size: 4, draw: (i) => ({ x: i & 1, y: i >> 1, label: (i & 1) ^ (i >> 1) }) }),
  rings: () => ({
    size: 120,
    draw: (i, random) => {
      const label = i % 2;
      const radius = label === 0 ? 1.1 * Math.sqrt(random()) : 2 + 0.22 * normal(random);
      const angle = 2 * Math.PI * random();
      return { x: radius * Math.cos(angle), y: radius * Math.sin(angle), label };
    },
  }),
};

/** Two clouds that nearly touch, with a gap between them, away from the origin, so that a bias is needed. */
function separatedClouds(random: () => number): Sampler {
  const angle = 2 * Math.PI * random();
  const [across, along] = [
    [Math.cos(angle), Math.sin(angle)],
    [-Math.sin(angle), Math.cos(angle)],
  ] as const;
  return (i, draw) => {
    const label = i % 2;
    const away = (label === 0 ? -1 : 1) * (HALF_GAP + 0.75 * Math.abs(normal(draw)));
    const aside = 0.95 * normal(draw);
    return {
      x: 3 + away * across[0] + aside * along[0],
      y: 2 + away * across[1] + aside * along[1],
      label,
    };
  };
}

/** Half the width of the gap between the clouds. */
const HALF_GAP = 0.2;

/** Centres on a circle, evenly spaced from a random angle on. */
function circleOfCentres(k: number, radius: number, random: () => number): [number, number][] {
  const start = 2 * Math.PI * random();
  return Array.from({ length: k }, (_, c) => {
    const angle = start + (2 * Math.PI * c) / k;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

const clouds =
  (deviation: [number, number], centres: [number, number][]): Sampler =>
  (i, random) => {
    const label = i % centres.length;
    const [x, y] = centres[label] as [number, number];
    return { x: x + deviation[0] * normal(random), y: y + deviation[1] * normal(random), label };
  };

/** Points with two decimals (three if there are many), in a random order. */
function sample(n: number, seed: number, draw: Sampler): PointSet {
  const random = seeded(seed ^ 0x5eed);
  const unit = n > 1000 ? 1000 : 100;
  const [xy, labels] = [new Float64Array(2 * n), new Uint8Array(n)];
  for (const [i, position] of shuffledIndices(n, random).entries()) {
    const { x, y, label } = draw(i, random);
    xy[2 * position] = Math.round(x * unit) / unit;
    xy[2 * position + 1] = Math.round(y * unit) / unit;
    labels[position] = label;
  }
  return { xy, labels, classNames: ["A", "B", "C"], axisNames: DEFAULT_AXIS_NAMES };
}

function iris(text: string, setosaOrNot: boolean): PointSet {
  const lines = text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(","));
  const classNames = setosaOrNot ? ["setosa", "another"] : ["setosa", "versicolor", "virginica"];
  const [xy, labels] = [new Float64Array(2 * lines.length), new Uint8Array(lines.length)];
  for (const [i, position] of shuffledIndices(lines.length, seeded(1936)).entries()) {
    const [, , length, width, species = ""] = lines[i] as string[];
    xy[2 * position] = Number(length);
    xy[2 * position + 1] = Number(width);
    const label = classNames.indexOf(species);
    labels[position] = label < 0 ? 1 : label;
  }
  return { xy, labels, classNames, axisNames: ["petal length", "petal width"] };
}
