import { byId, setText } from "../page/dom";
import { formatInteger } from "../text/format";
import { texts } from "../text/language";
import { ZOOM } from "./preset-names";

const STEP = 1.25;
/** A drawing that fits is not made larger than this, in percent. */
const LARGEST_FIT = 135;
/** A drawing that fits takes no more than this share of the window's height. */
const FIT_HEIGHT = 0.44;
/** In percent: a neuron is then large enough for a finger. */
const LEAST_FOR_TOUCH = 96;

/** How large the drawing is: as it fits, or in percent. */
export class Zoom {
  #drawing: SVGSVGElement | null = null;
  #zoom = 0;

  constructor(onChange: (zoom: number) => void) {
    const scale = (factor: number): void => {
      const to = Math.round(this.#percent * factor);
      onChange(Math.min(ZOOM.max, Math.max(10, to)));
    };
    byId("zoom-in").addEventListener("click", () => scale(STEP));
    byId("zoom-out").addEventListener("click", () => scale(1 / STEP));
    byId("zoom-fit").addEventListener("click", () => onChange(0));
    new ResizeObserver(() => this.#render()).observe(byId("network"));
  }

  setDrawing(drawing: SVGSVGElement | null): void {
    this.#drawing = drawing;
    this.#render();
  }

  /** @param zoom  in percent; 0 to fit */
  show(zoom: number): void {
    this.#zoom = zoom;
    this.#render();
  }

  get #percent(): number {
    const size = this.#drawing?.viewBox.baseVal;
    const room = byId("network").clientWidth;
    if (this.#zoom > 0 || size === undefined || room === 0) return this.#zoom || 100;
    const fit = Math.min(
      LARGEST_FIT,
      (100 * room) / size.width,
      (100 * FIT_HEIGHT * innerHeight) / size.height,
    );
    return matchMedia("(pointer: coarse)").matches ? Math.max(LEAST_FOR_TOUCH, fit) : fit;
  }

  #render(): void {
    for (const id of ["zoom-in", "zoom-out", "zoom-fit"])
      byId<HTMLButtonElement>(id).disabled = this.#drawing === null;
    if (this.#drawing === null) return;
    const percent = this.#percent;
    this.#drawing.style.width = `${(this.#drawing.viewBox.baseVal.width * percent) / 100}px`;
    setText(byId("zoom-text"), this.#zoom === 0 ? texts().logic.fits : `${formatInteger(percent)} %`);
  }
}
