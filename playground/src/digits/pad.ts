// Where a digit is drawn, by pointer and by keyboard.
import { byId, setText } from "../page/dom";
import { onThemeChange, palette } from "../page/theme";
import { texts } from "../text/language";
import { BLACK, SIDE } from "./ink";
import { Sheet } from "./pen";

const ARROWS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -SIDE, ArrowDown: SIDE };
/** Canvas pixels of one of the image. */
const SCALE = 40;

export class Pad {
  readonly #canvas = byId<HTMLCanvasElement>("digit-pad");
  readonly #sheet = new Sheet();
  readonly #onChange: (pixels: number[]) => void;
  /** The pixel of the keyboard's cursor. */
  #cursor: number | null = null;
  #last: [number, number] | null = null;

  constructor(onChange: (pixels: number[]) => void) {
    this.#onChange = onChange;
    const canvas = this.#canvas;
    canvas.width = canvas.height = SIDE * SCALE;
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.#cursor = null;
      this.#last = this.#placeOf(event);
      this.#sheet.dot(...this.#last);
      this.#changed();
    });
    canvas.addEventListener("pointermove", (event) => {
      if (this.#last === null) return;
      const place = this.#placeOf(event);
      this.#sheet.stroke(this.#last, place);
      this.#last = place;
      this.#changed();
    });
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => (this.#last = null));
    canvas.addEventListener("keydown", (event) => this.#onKey(event));
    canvas.addEventListener("blur", () => {
      this.#cursor = null;
      this.#draw();
    });
    onThemeChange(() => this.#draw());
  }

  show(pixels: readonly number[]): void {
    if (this.#sheet.pixels.some((value, i) => value !== pixels[i])) this.#sheet.lay(pixels);
    this.#draw();
  }

  #placeOf({ clientX, clientY }: PointerEvent): [number, number] {
    const { left, top, width, height } = this.#canvas.getBoundingClientRect();
    return [(clientX - left) / width, (clientY - top) / height];
  }

  #onKey(event: KeyboardEvent): void {
    const { key } = event;
    const step = ARROWS[key];
    if (step !== undefined) this.#move(step);
    else if (key === " " || key === "Enter") {
      this.#cursor ??= 0;
      this.#sheet.toggle(this.#cursor);
      this.#changed();
    } else return;
    event.preventDefault();
    const cursor = this.#cursor ?? 0;
    const [row, column] = [Math.floor(cursor / SIDE), cursor % SIDE];
    setText(
      byId("digit-cursor"),
      texts().digits.pixel(row + 1, column + 1, (100 * (this.#sheet.pixels[cursor] as number)) / BLACK),
    );
  }

  #move(step: number): void {
    const from = this.#cursor ?? (SIDE / 2) * SIDE + SIDE / 2 - step;
    const to = from + step;
    const staysInRow = Math.abs(step) > 1 || Math.floor(from / SIDE) === Math.floor(to / SIDE);
    this.#cursor = to >= 0 && to < SIDE * SIDE && staysInRow ? to : from;
    this.#draw();
  }

  #changed(): void {
    this.#onChange(this.#sheet.pixels);
    this.#draw();
  }

  #draw(): void {
    const context = this.#canvas.getContext("2d") as CanvasRenderingContext2D;
    const { text, border, classes } = palette();
    context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    for (const [i, value] of this.#sheet.pixels.entries()) {
      const [x, y] = [(i % SIDE) * SCALE, Math.floor(i / SIDE) * SCALE];
      context.globalAlpha = value / BLACK;
      context.fillStyle = text;
      context.fillRect(x, y, SCALE, SCALE);
      context.globalAlpha = 0.6;
      context.strokeStyle = border;
      context.strokeRect(x + 0.5, y + 0.5, SCALE, SCALE);
    }
    context.globalAlpha = 1;
    if (this.#cursor === null) return;
    context.lineWidth = 3;
    context.strokeStyle = classes[1] as string;
    context.strokeRect(
      (this.#cursor % SIDE) * SCALE + 2,
      Math.floor(this.#cursor / SIDE) * SCALE + 2,
      SCALE - 4,
      SCALE - 4,
    );
    context.lineWidth = 1;
  }
}
