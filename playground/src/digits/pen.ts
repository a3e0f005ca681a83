// The sheet on which a digit is drawn: 32 × 32 points, of which each pixel counts 4 × 4, as those of the training images do.
import { BLACK, PIXELS, SIDE } from "./ink";

/** Points along a side of a pixel. */
const FINE = 4;
const POINTS = SIDE * FINE;
const PEN_RADIUS = 1.7;

export class Sheet {
  /** What was there before, in pixels: an image from the address, or an example. */
  #under: readonly number[] = new Array<number>(PIXELS).fill(0);
  readonly #points = new Uint8Array(POINTS * POINTS);

  get pixels(): number[] {
    return this.#under.map((under, i) => {
      const [row, column] = [Math.floor(i / SIDE) * FINE, (i % SIDE) * FINE];
      let black = under;
      for (let y = row; y < row + FINE; y++) {
        for (let x = column; x < column + FINE; x++) black += this.#points[y * POINTS + x] as number;
      }
      return Math.min(BLACK, black);
    });
  }

  /** Begins with other pixels. */
  lay(pixels: readonly number[]): void {
    this.#under = pixels;
    this.#points.fill(0);
  }

  /** A dot of the pen. @param x  from 0 to 1, as y */
  dot(x: number, y: number): void {
    const [px, py] = [x * POINTS, y * POINTS];
    for (let row = 0; row < POINTS; row++) {
      for (let column = 0; column < POINTS; column++) {
        if (Math.hypot(column + 0.5 - px, row + 0.5 - py) <= PEN_RADIUS)
          this.#points[row * POINTS + column] = 1;
      }
    }
  }

  /** A stroke from one place to another. */
  stroke(from: readonly [number, number], to: readonly [number, number]): void {
    const steps = Math.ceil(POINTS * Math.hypot(to[0] - from[0], to[1] - from[1])) + 1;
    for (let i = 0; i <= steps; i++)
      this.dot(from[0] + (i / steps) * (to[0] - from[0]), from[1] + (i / steps) * (to[1] - from[1]));
  }

  /** Turns a pixel from blank to black, or back. */
  toggle(pixel: number): void {
    const pixels = this.pixels;
    pixels[pixel] = (pixels[pixel] as number) > 0 ? 0 : BLACK;
    this.lay(pixels);
  }
}
