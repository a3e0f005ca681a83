import { count, type PointSet } from "../data/points";
import type { Rule } from "../state";
import { DOTS_FROM } from "./glyphs";
import { LargeLearner } from "./large-learner";
import { Learner, type Learning } from "./learner";
import { MAX_EPOCHS } from "./narration";

/** Points a second, by the place of the slider. */
export const POINT_RATES = [1, 3, 10, 30, 60, 120, 300, 1000, 3000, 10_000, Infinity] as const;
/** Epochs a second, where the points are too many to visit one by one. */
export const EPOCH_RATES = [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 240, Infinity] as const;
/** Milliseconds of a frame in which points may be visited. */
const BUDGET = 7;
/** More points than a frame has time for. */
const FULL = 1e6;

/** The clock of the figure: it has a learner take its steps, at a speed, until it is done. */
export class Session {
  #learner: Learner | LargeLearner;
  #playing = false;
  /** Visits to make up for as fast as can be, as the address said that they have been made. */
  #goal = 0;
  #speed = 0;
  #owed = 0;
  #lastFrame = 0;
  /** Counts the runs of the small learner, so that an old one knows that it is over. */
  #run = 0;
  /** The large learner whose epochs are under way. */
  #underWay: LargeLearner | null = null;
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
    this.#learner = makeLearner(points, rule, eta);
  }

  get learning(): Learning {
    return this.#learner;
  }

  /** Whether it goes on by itself, if only to where the address says. */
  get playing(): boolean {
    return this.#playing || (this.catchingUp && this.#goal - this.#learner.visits > 1);
  }

  get large(): boolean {
    return this.#learner instanceof LargeLearner;
  }

  /** Whether there is nothing more to learn, or nothing to learn from. */
  get finished(): boolean {
    const { classes, converged, history } = this.#learner;
    return classes.length < 2 || converged || history.length >= MAX_EPOCHS;
  }

  /** Whether there are visits to make up for. */
  get catchingUp(): boolean {
    return this.#learner.visits < this.#goal && !this.finished;
  }

  set speed(place: number) {
    this.#speed = place;
  }

  /** Begins anew from zero; playing goes on, and `visits` are made up for. */
  restart(points: PointSet, rule: Rule, eta: number, visits = 0): void {
    this.#run++;
    this.#learner = makeLearner(points, rule, eta);
    this.#goal = visits;
    this.#owed = 0;
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
    this.#goal = 0;
    this.#run++;
    this.#onChange();
  }

  /** One point, or one epoch. */
  step(what: "point" | "epoch"): void {
    if (this.finished) return;
    this.pause();
    if (this.#learner instanceof LargeLearner) {
      this.#goal = this.#learner.visits + 1;
      this.#start();
      return;
    }
    this.#visit(this.#learner, what === "point" ? 1 : this.#learner.rest);
    this.#onChange();
  }

  /** Numbers may grow too large to go on with: then it rests. @returns whether all went well */
  #visit(learner: Learner, rows: number): boolean {
    try {
      learner.advance(rows);
      return true;
    } catch (error) {
      this.#playing = false;
      this.#goal = 0;
      this.#onError(error);
      return false;
    }
  }

  #start(): void {
    if (this.#learner instanceof LargeLearner) {
      if (this.#underWay !== this.#learner) this.#runEpochs(this.#learner).catch(this.#onError);
      return;
    }
    this.#lastFrame = performance.now();
    const run = ++this.#run;
    const tick = (now: number): void => {
      if (run === this.#run && this.#advance(now)) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }

  /** The visits of one frame; says whether there are more to come. */
  #advance(now: number): boolean {
    const learner = this.#learner as Learner;
    const elapsed = Math.min(100, Math.max(0, now - this.#lastFrame));
    this.#lastFrame = now;
    const rate = POINT_RATES[this.#speed] as number;
    if (this.#playing) this.#owed = rate === Infinity ? FULL : this.#owed + (elapsed / 1000) * rate;
    let owed = this.catchingUp ? this.#goal - learner.visits : Math.floor(this.#owed);
    const end = performance.now() + BUDGET;
    while (owed > 0 && !this.finished && performance.now() < end) {
      const before = learner.visits;
      if (!this.#visit(learner, owed)) return false;
      owed -= learner.visits - before;
      this.#owed -= learner.visits - before;
    }
    this.#owed = Math.min(Math.max(0, this.#owed), 1); // what there was no time for is not made up
    if (this.finished) this.#playing = false;
    this.#onChange();
    return this.#playing || this.catchingUp;
  }

  async #runEpochs(learner: LargeLearner): Promise<void> {
    this.#underWay = learner;
    try {
      for await (const _ of learner.epochs()) {
        if (this.#learner !== learner) return;
        if (this.finished) this.#playing = false;
        this.#onChange();
        await this.#pace();
        if (this.#learner !== learner || !(this.#playing || this.catchingUp)) return;
      }
    } finally {
      if (this.#underWay === learner) this.#underWay = null;
    }
  }

  /** Waits as long as the speed says, and at full speed now and then for a frame, so that the page stays alive. */
  async #pace(): Promise<void> {
    const rate = this.catchingUp ? Infinity : (EPOCH_RATES[this.#speed] as number);
    if (rate < Infinity) {
      if (this.#playing) await new Promise((resolve) => setTimeout(resolve, 1000 / rate));
    } else if (performance.now() - this.#lastFrame > BUDGET) {
      await new Promise(requestAnimationFrame);
      this.#lastFrame = performance.now();
    }
  }
}

const makeLearner = (points: PointSet, rule: Rule, eta: number): Learner | LargeLearner =>
  new (count(points) >= DOTS_FROM ? LargeLearner : Learner)(points, rule, eta);
