import { DEFAULT_AXIS_NAMES, type PointSet } from "./points";
import { normal, seeded, shuffledIndices } from "./random";

/** The data sets that the page brings along. `seeded` says whether another seed gives other points. */
export const SETS = {
  iris: { title: "Iris", about: "150 irises by petal length and width, in centimetres", seeded: false },
  setosa: { title: "Setosa?", about: "The same irises: Iris setosa, or another species", seeded: false },
  blobs: { title: "Blobs", about: "Two clouds with a street between them", seeded: true },
  three: { title: "Three", about: "Three clouds, each apart from the others", seeded: true },
  xor: { title: "XOR", about: "Four points that no line parts", seeded: false },
  rings: { title: "Rings", about: "A disc inside a ring", seeded: true },
  cloud: { title: "100,000", about: "A hundred thousand points, learned in a worker", seeded: true },
} as const;

export type SetName = keyof typeof SETS;

export const isSetName = (name: string): name is SetName => Object.hasOwn(SETS, name);

type Generated = Exclude<SetName, "iris" | "setosa">;
/** Draws point i of n. */
type Draw = (i: number, random: () => number) => { x: number; y: number; label: number };

const CLOUD_COUNT = 100_000;

/**
 * The points of a set.
 *
 * @param irisText  data/iris.csv, which the iris sets are read from
 * @param most      fewer points of a generated set, as a sample of the like
 */
export function makeSet(name: SetName, seed: number, irisText: string, most = Infinity): PointSet {
  if (name === "iris" || name === "setosa") return iris(irisText, name === "setosa");
  const { size, draw } = generators[name](seeded(seed));
  return drawn(Math.min(size, most), seed, draw);
}

const generators: Record<Generated, (random: () => number) => { size: number; draw: Draw }> = {
  blobs: (random) => ({ size: 70, draw: parted(random) }),
  three: (random) => ({ size: 90, draw: clouds([0.45, 0.45], turned(3, 1.9, random)) }),
  cloud: (random) => ({ size: CLOUD_COUNT, draw: clouds([0.9, 0.6], turned(2, 1.15, random)) }),
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

/** Two clouds that nearly touch, with a street between them, away from the origin: the bias has something to do. */
function parted(random: () => number): Draw {
  const angle = 2 * Math.PI * random();
  const [towards, along] = [
    [Math.cos(angle), Math.sin(angle)],
    [-Math.sin(angle), Math.cos(angle)],
  ] as const;
  return (i, draw) => {
    const label = i % 2;
    const away = (label === 0 ? -1 : 1) * (STREET + 0.75 * Math.abs(normal(draw)));
    const aside = 0.95 * normal(draw);
    return {
      x: 3 + away * towards[0] + aside * along[0],
      y: 2 + away * towards[1] + aside * along[1],
      label,
    };
  };
}

/** Half the width of the street. */
const STREET = 0.2;

/** Centres on a circle, evenly spaced from a random angle on. */
function turned(k: number, radius: number, random: () => number): [number, number][] {
  const start = 2 * Math.PI * random();
  return Array.from({ length: k }, (_, c) => {
    const angle = start + (2 * Math.PI * c) / k;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

const clouds =
  (deviation: [number, number], centres: [number, number][]): Draw =>
  (i, random) => {
    const label = i % centres.length;
    const [x, y] = centres[label] as [number, number];
    return { x: x + deviation[0] * normal(random), y: y + deviation[1] * normal(random), label };
  };

/** Points with two decimals (three in a crowd), in a random order. */
function drawn(n: number, seed: number, draw: Draw): PointSet {
  const random = seeded(seed ^ 0x5eed);
  const unit = n > 1000 ? 1000 : 100;
  const [xy, labels] = [new Float64Array(2 * n), new Uint8Array(n)];
  for (const [i, place] of shuffledIndices(n, random).entries()) {
    const { x, y, label } = draw(i, random);
    xy[2 * place] = Math.round(x * unit) / unit;
    xy[2 * place + 1] = Math.round(y * unit) / unit;
    labels[place] = label;
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
  for (const [i, place] of shuffledIndices(lines.length, seeded(1936)).entries()) {
    const [, , length, width, species = ""] = lines[i] as string[];
    xy[2 * place] = Number(length);
    xy[2 * place + 1] = Number(width);
    const label = classNames.indexOf(species);
    labels[place] = label < 0 ? 1 : label;
  }
  return { xy, labels, classNames, axisNames: ["petal length", "petal width"] };
}
