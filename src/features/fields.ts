import { sfc32 } from "../base/random.js";
import * as fail from "../base/texts.js";
import { checkOptions, count, numeric } from "../data/options.js";
import { isArray } from "../data/view.js";

/** Which inputs a unit has: all of them; a rectangle of an image, row by row; or some chosen at random. */
export type Fields = "all" | ImageFields | { readonly fan: number };

/** Rectangles of random size and place in an image whose pixels come row by row. */
export interface ImageFields {
  /** Of the image, in pixels. */
  readonly width: number;
  /** Of the image, in pixels. */
  readonly height: number;
  /** The least and the largest side of a rectangle, which the image bounds; of one number, squares. Default [5, 18]. */
  readonly size?: number | readonly [least: number, most: number] | undefined;
}

export type CheckedFields =
  | "all"
  | { width: number; height: number; size: number | [number, number] }
  | { fan: number };

/** A unit may be connected to an input so many times on average, at most: more than this tell nothing more. */
const MOST_PER_INPUT = 16;

/** The wiring of m units: inputs with the weight +1 and with the weight −1. */
export interface Connections {
  /** Where the inputs of each unit begin [2m + 1]: unit u adds those from starts[2u] on and subtracts those from starts[2u + 1] on. */
  readonly starts: Uint32Array;
  /** [starts[2m]], ascending on either side */
  readonly inputs: Uint32Array;
  /** A number for each unit, −1 ≤ r < 1 [m]. */
  readonly jitters: Float64Array;
}

const EXPECTED = '"all", { width, height, size } or { fan }';

/** @throws {KindError} OPTION_KIND, UNKNOWN_OPTION   @throws {ValueError} OPTION_VALUE */
export function readFields(value: unknown): CheckedFields {
  if (value === "all") return value;
  if (typeof value === "string") throw fail.optionValue("fields", value, EXPECTED);
  if (typeof value !== "object" || value === null) throw fail.optionKind("fields", value, EXPECTED);
  const names = isFan(value) ? ["fan"] : ["width", "height", "size"];
  const given: Record<string, unknown> = checkOptions({ ...value }, names, "fields: ");
  if ("fan" in given) return { fan: count("fields.fan", given.fan) };
  const { width, height, size = [5, 18] } = given;
  return {
    width: count("fields.width", width),
    height: count("fields.height", height),
    size: readSize(size),
  };
}

function readSize(size: unknown): number | [number, number] {
  if (!isArray(size)) return count("fields.size", size);
  if (size.length !== 2) throw fail.optionValue("fields.size", size, "one number, or the least and the most");
  const least = count("fields.size[0]", size[0]);
  const most = numeric(
    `an integer from ${least} on`,
    (value) => Number.isSafeInteger(value) && value >= least,
  );
  return [least, most("fields.size[1]", size[1])];
}

/**
 * Draws the wiring of units over d inputs, unit by unit: the first units of a larger layer are those of a smaller one.
 *
 * @throws {ShapeError} FEATURE_COUNT if an image has another number of pixels
 * @throws {ValueError} OPTION_VALUE, TOO_LARGE
 */
export function drawConnections(
  fields: CheckedFields,
  units: number,
  d: number,
  randomState: number,
): Connections {
  const random = sfc32(randomState, STREAM);
  const below = (n: number): number => Math.floor((random() / 2 ** 32) * n);
  const { most, draw } = fieldsOf(fields, d, below);
  if (units * most > MOST_CONNECTIONS) throw fail.layerTooLarge(units, Math.floor(MOST_CONNECTIONS / most));
  const starts = new Uint32Array(2 * units + 1);
  const jitters = new Float64Array(units);
  const inputs = new Uint32Array(units * most); // pages that stay empty take no memory
  let total = 0;
  for (let u = 0; u < units; u++) {
    const field = draw();
    const signs = field.map(() => random() >>> 31);
    jitters[u] = random() / 2 ** 31 - 1;
    for (const sign of [0, 1]) {
      field.forEach((input, p) => {
        if (signs[p] === sign) inputs[total++] = input;
      });
      starts[2 * u + 1 + sign] = total;
    }
  }
  return { starts, inputs: inputs.slice(0, total), jitters };
}

/** A stream of the generator that no epoch of a fit has, as these count from 1. */
const STREAM = 0xffff_ffff;
/** A quarter of linear memory's words: the rest is for the rows. */
const MOST_CONNECTIONS = 0x1000_0000;

const isFan = (fields: object): fields is { fan: number } => Object.hasOwn(fields, "fan");

/** Draws the inputs of one unit after the other, each time ascending and at most `most`. */
interface FieldDraw {
  readonly most: number;
  readonly draw: () => Uint32Array;
}

function fieldsOf(fields: CheckedFields, d: number, below: (n: number) => number): FieldDraw {
  if (fields === "all") {
    const all = Uint32Array.from({ length: d }, (_, j) => j);
    return { most: d, draw: () => all };
  }
  if (isFan(fields)) return { most: fields.fan, draw: fansOf(fields.fan, d, below) };
  const { width, height, size } = fields;
  if (width * height !== d) throw fail.imageSize(width, height, d);
  const [least, most] = typeof size === "number" ? [size, size] : size;
  const side = (extent: number): number => {
    const low = Math.min(least, extent);
    return low + below(Math.min(most, extent) - low + 1);
  };
  const draw = (): Uint32Array => {
    const w = side(width);
    const h = typeof size === "number" ? Math.min(size, height) : side(height);
    const corner = below(height - h + 1) * width + below(width - w + 1);
    return Uint32Array.from({ length: w * h }, (_, p) => corner + Math.floor(p / w) * width + (p % w));
  };
  return { most: Math.min(most, width) * Math.min(most, height), draw };
}

/** So many inputs of d: distinct ones, or where there are fewer, each as often as it is drawn. */
function fansOf(fan: number, d: number, below: (n: number) => number): () => Uint32Array {
  if (fan > MOST_PER_INPUT * d) {
    throw fail.optionValue(
      "fields.fan",
      fan,
      `at most ${MOST_PER_INPUT * d}, ${MOST_PER_INPUT} for each input`,
    );
  }
  if (fan > d) return () => Uint32Array.from({ length: fan }, () => below(d)).sort();
  // Fisher and Yates's shuffle of the first places, whatever order the unit before has left.
  const order = Uint32Array.from({ length: d }, (_, j) => j);
  return () => {
    for (let p = 0; p < fan; p++) {
      const q = p + below(d - p);
      const chosen = order[q] as number;
      order[q] = order[p] as number;
      order[p] = chosen;
    }
    return order.slice(0, fan).sort();
  };
}
