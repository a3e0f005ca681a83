import { count, type PointSet } from "../data/points";
import type { Rule } from "../state";
import { MAX_EPOCHS } from "./caption";
import { DOTS_FROM } from "./glyphs";
import { type Inputs, PLAIN } from "./inputs";
import { OnlineTrainer, type TrainingState } from "./online-trainer";
import { WorkerTrainer } from "./worker-trainer";

/** Points a second, by the position of the slider. */
export const POINT_RATES = [1, 3, 10, 30, 60, 120, 300, 1000, 3000, 10_000, Infinity] as const;
/** Epochs a second, where the points are too many to visit one by one. */
export const EPOCH_RATES = [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 240, Infinity] as const;
/** Milliseconds of a frame in which points may be visited. */
const FRAME_BUDGET_MS = 7;
/** More points than a frame has time for. */
const MAX_FRAME_VISITS = 1e6;

/** Plays a training at a speed: it has the trainer visit points or run epochs until it is done. */
export class Playback {
  #trainer: OnlineTrainer | WorkerTrainer;
  #playing = false;
  /** The number of visits to seek to, which the address holds. */
  #targetVisits = 0;
  #speed = 0;
  #pendingVisits = 0;
  #lastFrame = 0;
  /** Counts the runs of the small trainer, so that an old one ends. */
  #run = 0;
  /** The trainer whose epochs are being run. */
  #running: WorkerTrainer | null = null;
  readonly #onChange: () => void;
  readonly #onError: (error: unknown) => void;

  constructor(
    points: PointSet,
    rule: Rule,
    eta: number,
    on: { change(): void; error(error: unknown): void },
  ) {
    this.#onChange = on.change;
    this.#onError = on.error;
    this.#trainer = makeTrainer(points, rule, eta, PLAIN);
  }

  get training(): TrainingState {
    return this.#trainer;
  }

  /** Whether it advances by itself, if only to seek. */
  get playing(): boolean {
    return this.#playing || (this.seeking && this.#targetVisits - this.#trainer.visits > 1);
  }

  get large(): boolean {
    return this.#trainer instanceof WorkerTrainer;
  }

  /** Whether there is nothing more to learn, or nothing to learn from. */
  get finished(): boolean {
    const { classes, converged, history } = this.#trainer;
    return classes.length < 2 || converged || history.length >= MAX_EPOCHS;
  }

  /** Whether it is on its way to the visits that were asked for. */
  get seeking(): boolean {
    return this.#trainer.visits < this.#targetVisits && !this.finished;
  }

  set speed(position: number) {
    this.#speed = position;
  }

  /** Starts again from weights of 0; playing goes on, after seeking to `visits`. */
  restart(points: PointSet, rule: Rule, eta: number, inputs: Inputs, visits = 0): void {
    this.#run++;
    if (this.#trainer instanceof WorkerTrainer) this.#trainer.close();
    this.#trainer = makeTrainer(points, rule, eta, inputs);
    this.#targetVisits = visits;
    this.#pendingVisits = 0;
    if (this.finished) this.#playing = false;
    if (this.#playing || visits > 0) this.#start();
    this.#onChange();
  }

  play(): void {
    if (this.finished || this.#playing) return;
    this.#playing = true;
    this.#start();
    this.#onChange();
  }

  pause(): void {
    this.#playing = false;
    this.#targetVisits = 0;
    this.#run++;
    this.#onChange();
  }

  /** One point, one epoch, or up to the next correction. */
  step(what: "point" | "epoch" | "correction"): void {
    if (this.finished) return;
    this.pause();
    if (this.#trainer instanceof WorkerTrainer) {
      this.#targetVisits = this.#trainer.visits + 1;
      this.#start();
      return;
    }
    if (what === "correction") this.#visitUntilCorrection(this.#trainer);
    else this.#visit(this.#trainer, what === "point" ? 1 : this.#trainer.remainingRows);
    this.#onChange();
  }

  #visitUntilCorrection(trainer: OnlineTrainer): void {
    do {
      if (!this.#visit(trainer, 1)) return;
    } while (trainer.lastVisit?.mistakes === 0 && !this.finished);
  }

  /** Weights may overflow: then it pauses. @returns whether all went well */
  #visit(trainer: OnlineTrainer, rows: number): boolean {
    try {
      trainer.advance(rows);
      return true;
    } catch (error) {
      this.#playing = false;
      this.#targetVisits = 0;
      this.#onError(error);
      return false;
    }
  }

  #start(): void {
    if (this.#trainer instanceof WorkerTrainer) {
      if (this.#running !== this.#trainer) this.#runEpochs(this.#trainer).catch(this.#onError);
      return;
    }
    this.#lastFrame = performance.now();
    const run = ++this.#run;
    const onFrame = (now: number): void => {
      if (run === this.#run && this.#advance(now)) requestAnimationFrame(onFrame);
    };
    requestAnimationFrame(onFrame);
  }

  /** The visits of one frame; says whether there are more to come. */
  #advance(now: number): boolean {
    const trainer = this.#trainer as OnlineTrainer;
    const elapsed = Math.min(100, Math.max(0, now - this.#lastFrame));
    this.#lastFrame = now;
    const rate = POINT_RATES[this.#speed] as number;
    if (this.#playing)
      this.#pendingVisits =
        rate === Infinity ? MAX_FRAME_VISITS : this.#pendingVisits + (elapsed / 1000) * rate;
    let pending = this.seeking ? this.#targetVisits - trainer.visits : Math.floor(this.#pendingVisits);
    const end = performance.now() + FRAME_BUDGET_MS;
    while (pending > 0 && !this.finished && performance.now() < end) {
      const before = trainer.visits;
      if (!this.#visit(trainer, pending)) return false;
      pending -= trainer.visits - before;
      this.#pendingVisits -= trainer.visits - before;
    }
    this.#pendingVisits = Math.min(Math.max(0, this.#pendingVisits), 1); // visits that a frame had no time for are dropped
    if (this.finished) this.#playing = false;
    this.#onChange();
    return this.#playing || this.seeking;
  }

  async #runEpochs(trainer: WorkerTrainer): Promise<void> {
    this.#running = trainer;
    try {
      do {
        await trainer.advance();
        if (this.#trainer !== trainer) return;
        if (this.finished) this.#playing = false;
        this.#onChange();
        await this.#pace();
      } while (this.#trainer === trainer && (this.#playing || this.seeking));
    } finally {
      if (this.#running === trainer) this.#running = null;
    }
  }

  /** Waits as long as the speed says, and at full speed now and then for a frame, so that the page stays alive. */
  async #pace(): Promise<void> {
    const rate = this.seeking ? Infinity : (EPOCH_RATES[this.#speed] as number);
    if (rate < Infinity) {
      if (this.#playing) await new Promise((resolve) => setTimeout(resolve, 1000 / rate));
    } else if (performance.now() - this.#lastFrame > FRAME_BUDGET_MS) {
      await new Promise(requestAnimationFrame);
      this.#lastFrame = performance.now();
    }
  }
}

const makeTrainer = (
  points: PointSet,
  rule: Rule,
  eta: number,
  inputs: Inputs,
): OnlineTrainer | WorkerTrainer =>
  new (count(points) >= DOTS_FROM ? WorkerTrainer : OnlineTrainer)(points, rule, eta, inputs);
