/** What is dragged, and what becomes of it. */
interface DragHandlers {
  /** The point under the pointer; −1 if there is none. */
  pick(event: PointerEvent): number;
  move(index: number, event: PointerEvent): void;
  drop(index: number, event: PointerEvent): void;
}

/** A pointer that moves less than this has clicked. */
const CLICK_PIXELS = 4;

/** Drags a point of the plane with mouse, pen or finger. */
export class Drag {
  #index = -1;
  #start: { readonly x: number; readonly y: number } | null = null;
  #isMoving = false;
  /** Whether the click that follows is the end of a drag. */
  justEnded = false;

  constructor(plot: HTMLElement, on: DragHandlers) {
    plot.addEventListener("pointerdown", (event) => {
      this.justEnded = false;
      this.#isMoving = false;
      this.#index = event.isPrimary && event.button === 0 ? on.pick(event) : -1;
      this.#start = { x: event.clientX, y: event.clientY };
    });
    plot.addEventListener("pointermove", (event) => {
      plot.classList.toggle("over-point", event.buttons === 0 && on.pick(event) >= 0);
      if (this.#index < 0 || this.#start === null || event.buttons === 0) return;
      const moved = Math.hypot(event.clientX - this.#start.x, event.clientY - this.#start.y);
      if (!this.#isMoving && moved < CLICK_PIXELS) return;
      if (!this.#isMoving) plot.setPointerCapture(event.pointerId);
      this.#isMoving = true;
      on.move(this.#index, event);
    });
    plot.addEventListener("pointerup", (event) => {
      if (this.#isMoving) on.drop(this.#index, event);
      this.justEnded = this.#isMoving;
      this.#stop();
    });
    plot.addEventListener("pointercancel", () => this.#stop());
    // a finger that takes hold of a point does not scroll the page
    plot.addEventListener("touchmove", (event) => this.#index >= 0 && event.preventDefault(), {
      passive: false,
    });
  }

  #stop(): void {
    this.#index = -1;
    this.#isMoving = false;
    this.#start = null;
  }
}
