// The perceptron's tab: a playback trains what the state says, and the figure and the texts show it.

import { DATASETS, type DatasetName } from "../data/datasets";
import { className, count, MAX_CLASSES, type PointSet, pointSet } from "../data/points";
import { MAX_ADDRESS_POINTS } from "../data/points-text";
import { byId, setText } from "../page/dom";
import type { Store } from "../page/store";
import { DEFAULT_BOUNDS, ETA, type Source, type State } from "../state";
import { captionOf } from "./caption";
import { MistakesChart } from "./chart";
import {
  aboutRule,
  checkRadio,
  makeBrushChoices,
  makeDatasetChoices,
  makeRuleChoices,
  pointsOfDataset,
} from "./controls";
import { Editor } from "./editor";
import { showEquations } from "./equations";
import { Figure } from "./figure";
import { FileLoader } from "./file-loader";
import { type Bounds, boundsOf } from "./geometry";
import { EPOCH_RATES, Playback, POINT_RATES } from "./playback";
import type { SeparabilityReport } from "./separability";
import { SeparabilityClient } from "./separability-client";
import { describeSeparability, PENDING, type SeparabilityText } from "./separability-text";

const NO_POINTS = pointSet([]);

export class PerceptronTab {
  readonly #store: Store;
  readonly #playback: Playback;
  readonly #figure: Figure;
  readonly #editor: Editor;
  readonly #file: FileLoader;
  readonly #chart = new MistakesChart();
  readonly #separabilityClient = new SeparabilityClient();
  #points: PointSet = NO_POINTS;
  #bounds: Bounds = DEFAULT_BOUNDS;
  #separability: SeparabilityReport | null = null;
  /** The error that ended the training. */
  #error: string | null = null;
  /** The points that were placed last, so that they can be chosen again. */
  #ownPoints = { points: NO_POINTS, bounds: DEFAULT_BOUNDS };
  #frame = 0;

  constructor(store: Store) {
    this.#store = store;
    const { rule, eta } = store.state;
    const change = (): void => this.#requestRender();
    const error = (reason: unknown): void => {
      this.#error = reason instanceof Error ? reason.message : String(reason);
      this.#requestRender();
    };
    this.#playback = new Playback(NO_POINTS, rule, eta, { change, error });
    const { training } = this.#playback;
    this.#figure = new Figure(NO_POINTS, DEFAULT_BOUNDS, { training, separability: null, cursor: null });
    this.#editor = new Editor({
      view: () => this.#figure.view,
      points: () => this.#points,
      edit: (points) => this.#edit(points),
      playOrPause: () => this.#playOrPause(),
      change,
    });
    this.#file = new FileLoader((name, points) => this.#useFile(name, points));
    this.#makeControls();
    store.subscribe((state, before) => this.#update(state, before));
  }

  #makeControls(): void {
    makeDatasetChoices({
      set: (name) => this.#chooseDataset(name),
      own: () => this.#chooseOwn(),
      file: () => this.#file.open(),
    });
    makeRuleChoices((rule) => this.#store.set({ rule, visits: 0 }));
    makeBrushChoices((label) => this.#editor.setBrush(label));
    checkRadio("brush", "0");
    byId("play").addEventListener("click", () => this.#playOrPause());
    byId("step").addEventListener("click", () => this.#playback.step("point"));
    byId("epoch").addEventListener("click", () => this.#playback.step("epoch"));
    byId("restart").addEventListener("click", () => this.#store.set({ visits: 0 }));
    const onInput = (id: string, use: (value: number) => void): void => {
      const input = byId<HTMLInputElement>(id);
      input.addEventListener("input", () => use(input.valueAsNumber));
    };
    onInput("speed", (speed) => this.#store.set({ speed }));
    onInput("eta-slider", (power) => this.#setEta(Number((10 ** power).toPrecision(2))));
    onInput("eta", (eta) => this.#setEta(eta));
    byId("eta").addEventListener("change", () => this.#showControls(this.#store.state)); // the value that was accepted
  }

  #setEta(eta: number): void {
    if (eta >= ETA.min && eta <= ETA.max) this.#store.set({ eta, visits: 0 });
  }

  #chooseDataset(name: DatasetName): void {
    const seed = DATASETS[name].seeded ? Math.floor(Math.random() * 10_000) : 0;
    this.#store.set({ source: { kind: "set", name, seed }, visits: 0 });
  }

  /** The points that were placed last; chosen again, an empty plane. */
  #chooseOwn(): void {
    const { source } = this.#store.state;
    const own = source.kind === "points" ? { points: NO_POINTS, bounds: DEFAULT_BOUNDS } : this.#ownPoints;
    this.#store.set({ source: { kind: "points", ...own }, visits: 0 });
  }

  /** Editing a data set makes it one of own points. A finished training goes on with the new points. */
  #edit(points: PointSet): void {
    const wasTraining = this.#playback.playing || this.#playback.training.visits > 0;
    this.#store.set({ source: { kind: "points", points, bounds: this.#bounds }, visits: 0 });
    if (wasTraining) this.#playback.play();
  }

  #useFile(name: string, points: PointSet): void {
    const source: Source =
      count(points) > MAX_ADDRESS_POINTS
        ? { kind: "file", name, points }
        : { kind: "points", points, bounds: boundsOf(points.xy) };
    this.#store.set({ source, visits: 0, tab: "perceptron" });
  }

  /** A finished training plays again from the beginning. */
  #playOrPause(): void {
    if (this.#playback.playing) {
      this.#playback.pause();
      return;
    }
    if (this.#playback.finished) this.#store.set({ visits: 0 });
    this.#playback.play();
  }

  #update(state: State, before: State | null): void {
    const { source, rule, eta, visits, speed } = state;
    this.#playback.speed = speed;
    const isNewSource = source !== before?.source;
    if (source.kind === "points") this.#ownPoints = source;
    if (state.tab !== "perceptron" && before?.tab === "perceptron") this.#playback.pause();
    if (isNewSource) this.#load(source);
    if (isNewSource || rule !== before.rule || eta !== before.eta || visits !== before.visits) {
      this.#error = null;
      this.#playback.restart(this.#points, rule, eta, visits);
    }
    if (isNewSource || (rule === "joint") !== (before.rule === "joint"))
      void this.#testSeparability(rule === "joint");
    this.#showControls(state);
    this.#requestRender();
  }

  #load(source: Source): void {
    if (source.kind === "set") this.#points = pointsOfDataset(source.name, source.seed);
    else this.#points = source.points ?? NO_POINTS;
    this.#bounds = source.kind === "points" ? source.bounds : boundsOf(this.#points.xy);
    this.#figure.setPoints(this.#points, this.#bounds);
    if (source.kind === "file" && source.points === null) this.#file.requestFile(source.name);
    else if (source.kind === "set") this.#file.clear();
  }

  async #testSeparability(joint: boolean): Promise<void> {
    this.#separability = null;
    this.#showSeparability(PENDING);
    const points = this.#points;
    try {
      this.#separability = await this.#separabilityClient.test(points, joint);
      this.#showSeparability(describeSeparability(this.#separability, points));
    } catch (error) {
      this.#showSeparability({ heading: "No answer", text: String(error), tone: "quiet" });
    }
    this.#requestRender();
  }

  #showSeparability({ heading, text, tone }: SeparabilityText): void {
    byId("separability").dataset.tone = tone;
    setText(byId("separability-heading"), heading);
    setText(byId("separability-text"), text);
  }

  /** What changes during training is rendered once a frame. */
  #requestRender(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#render());
  }

  #render(): void {
    this.#frame = 0;
    const { training, large, playing, finished, seeking } = this.#playback;
    if (!seeking) this.#store.setSilently({ visits: training.visits });
    this.#figure.show({ training, separability: this.#separability, cursor: this.#editor.cursor });
    const separable = this.#separability?.subproblems.every((one) => one.separable) ?? null;
    setText(byId("caption"), this.#error ?? captionOf(training, large, separable));
    this.#chart.show(training.history);
    showEquations(training);
    byId("play").dataset.playing = String(playing);
    setText(byId("play-label"), playing ? "Pause" : finished && training.visits > 0 ? "Again" : "Play");
    byId<HTMLButtonElement>("play").disabled = training.classes.length < 2;
    byId<HTMLButtonElement>("step").disabled = finished || large;
    byId<HTMLButtonElement>("epoch").disabled = finished;
    byId<HTMLButtonElement>("restart").disabled = training.visits === 0;
    byId("plot-hint").hidden = count(this.#points) > 0;
  }

  #showControls({ source, rule, eta, speed }: State): void {
    checkRadio("data", source.kind === "set" ? source.name : source.kind);
    checkRadio("rule", rule);
    byId<HTMLInputElement>("speed").value = String(speed);
    const rate = (this.#playback.large ? EPOCH_RATES : POINT_RATES)[speed] as number;
    const unit = this.#playback.large ? "epochs" : "points";
    setText(
      byId("speed-text"),
      rate === Infinity ? "as fast as it can" : `${rate.toLocaleString("en")} ${unit} a second`,
    );
    byId<HTMLInputElement>("eta-slider").value = String(Math.log10(eta));
    const field = byId<HTMLInputElement>("eta");
    if (field.valueAsNumber !== eta) field.value = String(eta);
    const scaled = ` From zero, η = ${eta} only changes the length of w: but for rounding, the line is the same.`;
    setText(byId("eta-text"), `${aboutRule(rule)}.${eta === 1 ? "" : scaled}`);
    for (let label = 0; label < MAX_CLASSES; label++) {
      setText(byId(`brush-name-${label}`), className(this.#points, label));
    }
  }
}
