// The perceptron's tab: a playback trains what the state says, and the figure and the texts show it.
import { DATASETS, type DatasetName } from "../data/datasets";
import { count, type PointSet, pointSet } from "../data/points";
import { MAX_ADDRESS_POINTS } from "../data/points-text";
import { byId, prefersReducedMotion, setSaid, setText } from "../page/dom";
import type { Store } from "../page/store";
import { DEFAULT_BOUNDS, type Source, type State } from "../state";
import { onLanguageChange, texts } from "../text/language";
import { accuracyText } from "./accuracy";
import { captionOf } from "./caption";
import { MistakesChart } from "./chart";
import {
  aboutText,
  checkRadio,
  makeBrushChoices,
  makeDatasetChoices,
  makeRuleChoices,
  pointsOfDataset,
  showBrushes,
} from "./controls";
import { Editor } from "./editor";
import { showEquations } from "./equations";
import { EtaField } from "./eta-field";
import { Figure } from "./figure";
import { FileLoader } from "./file-loader";
import { type Bounds, boundsOf } from "./geometry";
import { type InputChoice, type Inputs, makeInputs, PLAIN } from "./inputs";
import { InputsPanel } from "./inputs-panel";
import { NeuronDiagram } from "./neuron";
import { Playback } from "./playback";
import { Proof } from "./proof";
import { Tour } from "./tour";
import { TracePanel } from "./trace-panel";
import { saysPause, showSpeed, showTransport, startTransport } from "./transport";

const NO_POINTS = pointSet([]);
/** Milliseconds from one look of the texts to the next: they cannot be read as fast as the line moves, and cost more. */
const TEXT_MS = 80;
const INPUT_KEYS: readonly (keyof InputChoice)[] = ["features", "layer", "units"];

export class PerceptronTab {
  readonly playback: Playback;
  readonly figure: Figure;
  readonly #store: Store;
  readonly #editor: Editor;
  readonly #file: FileLoader;
  readonly #etaField: EtaField;
  readonly #chart = new MistakesChart();
  readonly #neuron = new NeuronDiagram();
  readonly #proof = new Proof(() => this.#requestRender());
  readonly #inputsPanel: InputsPanel;
  readonly #trace: TracePanel;
  #points: PointSet = NO_POINTS;
  #inputs: Inputs = PLAIN;
  #bounds: Bounds = DEFAULT_BOUNDS;
  /** The error that ended the training. */
  #error: string | null = null;
  /** The points that were placed last, so that they can be chosen again. */
  #ownPoints = { points: NO_POINTS, bounds: DEFAULT_BOUNDS };
  /** Whether it is to play once the tab is seen. */
  #playsWhenSeen = false;
  #frame = 0;
  /** The timer of the texts, and when they were last written. */
  #timer = 0;
  #written = 0;

  constructor(store: Store) {
    this.#store = store;
    const { rule, eta } = store.state;
    const change = (): void => this.#requestRender();
    const error = (reason: unknown): void => {
      this.#error = reason instanceof Error ? reason.message : String(reason);
      this.#requestRender();
    };
    this.playback = new Playback(NO_POINTS, rule, eta, { change, error });
    const state = { training: this.playback.training, separability: null, cursor: null };
    this.figure = new Figure(NO_POINTS, DEFAULT_BOUNDS, state, (weights) => this.#neuron.draw(weights));
    this.#editor = new Editor({
      view: () => this.figure.view,
      points: () => this.#points,
      edit: (points) => this.#edit(points),
      preview: (points) => this.figure.setPoints(points, this.#bounds),
      playOrPause: () => this.#playOrPause(),
      change,
    });
    this.#file = new FileLoader((name, points) => this.#useFile(name, points));
    this.#etaField = new EtaField((eta) => this.#store.set({ eta, visits: this.#visitsOfOther }));
    this.#inputsPanel = new InputsPanel((changes) =>
      this.#store.set({ ...changes, visits: this.#visitsOfOther }),
    );
    this.#trace = new TracePanel({
      toggle: (trace) => {
        if (trace !== this.#store.state.trace) this.#store.set({ trace });
      },
      seek: (visits) => {
        this.playback.pause();
        this.#seek(visits);
      },
      next: () => this.playback.step("correction"),
    });
    new Tour(store);
    this.#makeControls();
    onLanguageChange(() => {
      this.#showControls(this.#store.state);
      this.#requestRender();
    });
    store.subscribe((state, before) => this.#update(state, before));
  }

  #makeControls(): void {
    makeDatasetChoices({
      set: (name) => this.#chooseDataset(name),
      own: () => this.#chooseOwn(),
      file: () => this.#file.open(),
    });
    makeRuleChoices((rule) => this.#store.set({ rule, visits: this.#visitsOfOther }));
    makeBrushChoices(
      (label) => this.#editor.setBrush(label),
      () => this.#points,
    );
    checkRadio("brush", "0");
    byId("solve").addEventListener("click", () => {
      this.#inputsPanel.open();
      byId("layer-none").focus();
    });
    startTransport({
      playOrPause: () => this.#playOrPause(),
      step: (what) => this.playback.step(what),
      restart: () => this.#store.set({ visits: 0 }),
      setSpeed: (speed) => this.#store.set({ speed }),
    });
  }

  /** Also where the visits that the state has are those already: it may have played on since. */
  #seek(visits: number): void {
    this.#store.setSilently({ visits: null });
    this.#store.set({ visits });
  }

  /** The visits under another rule: what played or was finished plays from its start, what was stepped through waits. */
  get #visitsOfOther(): null | 0 {
    const { playing, finished } = this.playback;
    return playing || finished ? null : 0;
  }

  #chooseDataset(name: DatasetName): void {
    const seed = DATASETS[name].seeded ? Math.floor(Math.random() * 10_000) : 0;
    this.#store.set({ source: { kind: "set", name, seed }, visits: null, tour: null });
  }

  /** The points that were placed last; chosen again, an empty plane. */
  #chooseOwn(): void {
    const { source } = this.#store.state;
    const own = source.kind === "points" ? { points: NO_POINTS, bounds: DEFAULT_BOUNDS } : this.#ownPoints;
    this.#store.set({ source: { kind: "points", ...own }, visits: 0, tour: null });
  }

  /** Editing a data set makes it one of own points. A finished training goes on with the new points. */
  #edit(points: PointSet): void {
    const wasTraining = this.playback.playing || this.playback.training.visits > 0;
    this.#store.set({ source: { kind: "points", points, bounds: this.#bounds }, visits: 0 });
    if (wasTraining) this.playback.play();
  }

  #useFile(name: string, points: PointSet): void {
    const source: Source =
      count(points) > MAX_ADDRESS_POINTS
        ? { kind: "file", name, points }
        : { kind: "points", points, bounds: boundsOf(points.xy) };
    this.#store.set({ source, visits: null, tab: "perceptron", tour: null });
  }

  /** Does what the button says, though the training may have ended since. A finished one plays again from the beginning. */
  #playOrPause(): void {
    if (saysPause()) this.playback.pause();
    else {
      if (this.playback.finished) this.#store.set({ visits: 0 });
      this.playback.play();
    }
    showTransport(this.playback);
  }

  #update(state: State, before: State | null): void {
    const { tab, source, rule, eta, visits, speed } = state;
    this.playback.speed = speed;
    const isNewSource = source !== before?.source;
    const areNewInputs = isNewSource || INPUT_KEYS.some((key) => state[key] !== before[key]);
    if (source.kind === "points") this.#ownPoints = source;
    if (tab !== "perceptron" && before?.tab === "perceptron") this.playback.pause();
    if (isNewSource) this.#load(source);
    if (areNewInputs) this.#inputs = makeInputs(this.#points, state);
    if (areNewInputs || rule !== before.rule || eta !== before.eta || visits !== before.visits) {
      this.#error = null;
      this.#playsWhenSeen = visits === null && !prefersReducedMotion();
      this.playback.restart(this.#points, rule, eta, this.#inputs, visits ?? 0);
    }
    if (this.#playsWhenSeen && tab === "perceptron") {
      this.#playsWhenSeen = false;
      this.playback.play();
    }
    if (areNewInputs || (rule === "joint") !== (before.rule === "joint")) {
      void this.#proof.test(this.#points, rule === "joint", this.#inputs);
    }
    this.#showControls(state);
    this.#requestRender();
  }

  #load(source: Source): void {
    if (source.kind === "set") this.#points = pointsOfDataset(source.name, source.seed);
    else this.#points = source.points ?? NO_POINTS;
    this.#bounds = source.kind === "points" ? source.bounds : boundsOf(this.#points.xy);
    this.figure.setPoints(this.#points, this.#bounds);
    if (source.kind === "file" && source.points === null) this.#file.requestFile(source.name);
    else if (source.kind === "set") this.#file.clear();
  }

  /** What changes during training is rendered once a frame. */
  #requestRender(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#render());
  }

  #render(): void {
    this.#frame = 0;
    const { training, seeking } = this.playback;
    const isAtStart = training.visits === 0 && this.#store.state.visits === null;
    if (!seeking && !isAtStart) this.#store.setSilently({ visits: training.visits });
    this.figure.show({ training, separability: this.#proof.report, cursor: this.#editor.cursor });
    this.#neuron.show({ training, cursor: this.#editor.position });
    const wait = this.#written + TEXT_MS - performance.now();
    if (wait <= 0) this.#write();
    else if (this.#timer === 0) this.#timer = window.setTimeout(() => this.#write(), wait);
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#written = performance.now();
    const { training, large } = this.playback;
    const { report } = this.#proof;
    const separable = report?.subproblems.every((one) => one.separable) ?? null;
    const caption = this.#error === null ? captionOf(training, large, separable) : texts().caption.broke;
    setSaid(byId("caption"), caption, this.#error);
    setText(byId("accuracy"), accuracyText(training));
    this.#chart.show(training.history);
    showEquations(training);
    showTransport(this.playback);
    this.#trace.show(training, large);
    byId("plot-hint").hidden = count(this.#points) > 0;
  }

  #showControls(state: State): void {
    const { source, rule, eta, speed } = state;
    checkRadio("data", source.kind === "set" ? source.name : source.kind);
    checkRadio("rule", rule);
    showSpeed(speed, this.playback.large);
    this.#etaField.show(eta);
    this.#inputsPanel.show(state, this.#points, this.#inputs);
    this.#trace.setOpen(state.trace);
    byId("about").innerHTML = aboutText(state);
    showBrushes(this.#points);
  }
}
