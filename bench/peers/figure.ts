// The figure: for each row of the results how many times its physical limit the library takes, a bar on a logarithmic
// axis that begins at the limit; the peers are marks on the same line. Greys and colours that are legible on white and
// on black, on no background of its own. Whole pixels, since the package ships it.
import { times } from "./format.js";
import type { Limit, Measured } from "./measure.js";

export interface Drawn {
  readonly date: string;
  readonly machine: { readonly processor: string };
  readonly engine: string;
  readonly rows: readonly Measured[];
}
type Bounded = Measured & { readonly limit: Limit };

const WIDTH = 860;
const LEFT = 350;
const RIGHT = 40;
/** Of the library's own number, which stands before its bar, where no mark comes. */
const NUMBER = 48;
const TOP = 78;
const LINE = 24;
const BAR = 12;
const BOTTOM = 52;
const TEXT = "#7d8590";
const BLUE = "#3b82f6";
const ORANGE = "#f0883e";
const GREEN = "#2da44e";

const MARKS = [
  { names: ["expert JavaScript", "idiomatic JavaScript"], label: "plain JavaScript", colour: ORANGE },
  { names: ["scikit-learn"], label: "scikit-learn", colour: GREEN },
] as const;

const escaped = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

const text = (x: number, y: number, content: string, more = ""): string =>
  `<text x="${Math.round(x)}" y="${Math.round(y)}"${more}>${escaped(content)}</text>`;

/** What tells the row from the others. */
function labelOf({ id, title }: Measured): string {
  const [what = "", ...rest] = title.replace(/^train /, "").split(", ");
  const size = rest.find((part) => /output|classes|k =/.test(part));
  const kept = rest.filter((part) => ["f64", "shuffled"].includes(part));
  const parts = [what, ...(size ? [size.replace(" without bias", "")] : []), ...kept];
  const grouped = parts.join(", ").replace(/\d{4,}/g, (digits) => Number(digits).toLocaleString("en"));
  return `${id}  ${grouped}`;
}

/** 1, 2, 5, 10, … up to the first that is not less. */
function ticksTo(most: number): number[] {
  const ticks: number[] = [];
  for (let power = 1; ; power *= 10)
    for (const digit of [1, 2, 5]) {
      ticks.push(digit * power);
      if (digit * power >= most && ticks.length > 1) return ticks;
    }
}

const circle = (x: number, y: number, colour: string): string =>
  `<circle cx="${Math.round(x)}" cy="${Math.round(y)}" r="4.5" fill="${colour}" stroke="#fff" stroke-opacity="0.7"/>`;

/** For what is off the axis. */
const arrow = (x: number, y: number, colour: string): string =>
  `<path d="M${Math.round(x - 4)} ${y - 5}l8 5l-8 5z" fill="${colour}"/>`;

function marksOf({ standings, limit }: Bounded, y: number, most: number, at: (ratio: number) => number) {
  return MARKS.flatMap(({ names, colour }) => {
    const peer = standings.find(({ name }) => (names as readonly string[]).includes(name));
    if (peer?.seconds === undefined) return [];
    const ratio = peer.seconds.median / limit.seconds.median;
    return [ratio > most ? arrow(at(most) + 8, y, colour) : circle(at(ratio), y, colour)];
  });
}

function legend(): string[] {
  const entries = [
    {
      label: "this library",
      mark: (x: number) => `<rect x="${x - 8}" y="40" width="16" height="${BAR}" rx="2" fill="${BLUE}"/>`,
    },
    ...MARKS.map(({ label, colour }) => ({ label, mark: (x: number) => circle(x, 46, colour) })),
  ];
  return entries.flatMap(({ label, mark }, i) => {
    const x = LEFT + 8 + i * 140;
    return [mark(x), text(x + 14, 50.5, label)];
  });
}

export function figure({ rows, machine, engine, date }: Drawn): string {
  const bounded = rows.filter((row): row is Bounded => row.limit !== undefined);
  const ratios = bounded.flatMap(({ limit, standings }) => [
    limit.ratio.median,
    ...standings
      .filter(({ name }) => (MARKS[0].names as readonly string[]).includes(name))
      .flatMap(({ seconds }) => (seconds ? [seconds.median / limit.seconds.median] : [])),
  ]);
  const ticks = ticksTo(Math.max(1, ...ratios));
  const most = ticks.at(-1) as number;
  const at = (ratio: number): number =>
    LEFT + (Math.log(Math.max(ratio, 1)) / Math.log(most)) * (WIDTH - LEFT - RIGHT);
  const end = TOP + bounded.length * LINE;
  const height = end + BOTTOM;
  const lines = bounded.flatMap((row, i) => {
    const y = TOP + (i + 0.5) * LINE;
    const { median } = row.limit.ratio;
    const width = Math.max(1, at(median) - LEFT);
    return [
      text(LEFT - 12 - NUMBER, y + 4.5, labelOf(row), ' text-anchor="end"'),
      text(LEFT - 12, y + 4.5, `${times(median)}×`, ' text-anchor="end" font-weight="600"'),
      `<rect x="${LEFT}" y="${y - BAR / 2}" width="${Math.round(width)}" height="${BAR}" rx="2" fill="${BLUE}"/>`,
      ...marksOf(row, y, most, at),
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" font-family="system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif" font-size="13" fill="${TEXT}">`,
    "<title>Times of the library and its peers, in multiples of the physical limit</title>",
    text(
      LEFT,
      22,
      "time over the physical limit of each row: less is better",
      ' font-size="15" font-weight="600"',
    ),
    ...legend(),
    ...ticks.map(
      (tick) =>
        `<path d="M${Math.round(at(tick))} ${TOP}V${end}" stroke="${TEXT}" stroke-opacity="${tick === 1 ? 0.9 : 0.25}"/>`,
    ),
    ...ticks.map((tick) =>
      text(at(tick), end + 18, tick === 1 ? "limit" : `${tick}×`, ' text-anchor="middle"'),
    ),
    ...lines,
    text(LEFT, end + 42, `${machine.processor}, ${engine.split(",")[0]}, ${date}`, ' font-size="11"'),
    "</svg>",
    "",
  ].join("\n");
}
