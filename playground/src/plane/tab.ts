// The perceptron's tab: what the state says, carried out by a session and shown by the figure and the texts.
import { className, count, MAX_CLASSES, type PointSet, pointSet } from "../data/points";
import { MAX_ADDRESS_POINTS } from "../data/points-text";
import { SETS, type SetName } from "../data/sets";
import { byId, setText } from "../page/dom";
import type { Store } from "../page/store";
import { EMPTY_BOUNDS, ETA, type Source, type State } from "../state";
import { MistakesChart } from "./chart";
import { aboutRule, check, makeBrushes, makeRules, makeSets, pointsOfSet } from "./controls";
import { Editor } from "./editor";
import { showEquations } from "./equations";
import { Figure } from "./figure";
import { FileLoader } from "./file-loader";
import { type Bounds, boundsOf } from "./geometry";
import { narrate } from "./narration";
import { EPOCH_RATES, POINT_RATES, Session } from "./session";
import type { Verdict } from "./verdict";
import { VerdictLink } from "./verdict-link";
import { describeVerdict, PENDING, type VerdictText } from "./verdict-text";

const NO_POINTS = pointSet([]);

export class PerceptronTab {
  readonly #store: Store;
  readonly #session: Session;
  readonly #figure: Figure;
  readonly #editor: Editor;
  readonly #file: FileLoader;
  readonly #chart = new MistakesChart();
  readonly #verdictLink = new VerdictLink();
  #points: PointSet = NO_POINTS;
  #bounds: Bounds = EMPTY_BOUNDS;
  #verdict: Verdict | null = null;
  /** What has gone wrong since it began to learn. */
  #trouble: string | null = null;
  /** The points that were placed last, to come back to. */
  #own = { points: NO_POINTS, bounds: EMPTY_BOUNDS };
  #frame = 0;

  constructor(store: Store) {
    this.#store = store;
    const { rule, eta } = store.state;
    const change = (): void => this.#ask();
    const error = (reason: unknown): void => {
      this.#trouble = reason instanceof Error ? reason.message : String(reason);
      this.#ask();
    };
    this.#session = new Session(NO_POINTS, rule, eta, { change, error });
    const { learning } = this.#session;
    this.#figure = new Figure(NO_POINTS, EMPTY_BOUNDS, { learning, verdict: null, cursor: null });
    this.#editor = new Editor({
      view: () => this.#figure.view,
      points: () => this.#points,
      edit: (points) => this.#edit(points),
      playOrPause: () => this.#playOrPause(),
      change,
    });
    this.#file = new FileLoader((name, points) => this.#takeFile(name, points));
    this.#makeControls();
    store.listen((state, before) => this.#follow(state, before));
  }

  #makeControls(): void {
    makeSets({
      set: (name) => this.#chooseSet(name),
      own: () => this.#chooseOwn(),
      file: () => this.#file.open(),
    });
    makeRules((rule) => this.#store.set({ rule, visits: 0 }));
    makeBrushes((label) => this.#editor.setBrush(label));
    check("brush", "0");
    byId("play").addEventListener("click", () => this.#playOrPause());
    byId("step").addEventListener("click", () => this.#session.step("point"));
    byId("epoch").addEventListener("click", () => this.#session.step("epoch"));
    byId("restart").addEventListener("click", () => this.#store.set({ visits: 0 }));
    const onInput = (id: string, use: (value: number) => void): void => {
      const input = byId<HTMLInputElement>(id);
      input.addEventListener("input", () => use(input.valueAsNumber));
    };
    onInput("speed", (speed) => this.#store.set({ speed }));
    onInput("eta-slider", (power) => this.#setEta(Number((10 ** power).toPrecision(2))));
    onInput("eta", (eta) => this.#setEta(eta));
    byId("eta").addEventListener("change", () => this.#showControls(this.#store.state)); // what was taken of it
  }

  #setEta(eta: number): void {
    if (eta >= ETA.least && eta <= ETA.most) this.#store.set({ eta, visits: 0 });
  }

  #chooseSet(name: SetName): void {
    const seed = SETS[name].seeded ? Math.floor(Math.random() * 10_000) : 0;
    this.#store.set({ source: { kind: "set", name, seed }, visits: 0 });
  }

  /** Chosen once they are there again; chosen again, an empty plane. */
  #chooseOwn(): void {
    const { source } = this.#store.state;
    const own = source.kind === "points" ? { points: NO_POINTS, bounds: EMPTY_BOUNDS } : this.#own;
    this.#store.set({ source: { kind: "points", ...own }, visits: 0 });
  }

  /** Points by hand make any set one's own. What had learned all there was learns again. */
  #edit(points: PointSet): void {
    const goOn = this.#session.playing || this.#session.learning.visits > 0;
    this.#store.set({ source: { kind: "points", points, bounds: this.#bounds }, visits: 0 });
    if (goOn) this.#session.play();
  }

  #takeFile(name: string, points: PointSet): void {
    const source: Source =
      count(points) > MAX_ADDRESS_POINTS
        ? { kind: "file", name, points }
        : { kind: "points", points, bounds: boundsOf(points.xy) };
    this.#store.set({ source, visits: 0, tab: "perceptron" });
  }

  /** What has come to its end plays again from the beginning. */
  #playOrPause(): void {
    if (this.#session.playing) {
      this.#session.pause();
      return;
    }
    if (this.#session.finished) this.#store.set({ visits: 0 });
    this.#session.play();
  }

  #follow(state: State, before: State | null): void {
    const { source, rule, eta, visits, speed } = state;
    this.#session.speed = speed;
    const isOther = source !== before?.source;
    if (source.kind === "points") this.#own = source;
    if (state.tab !== "perceptron" && before?.tab === "perceptron") this.#session.pause();
    if (isOther) this.#load(source);
    if (isOther || rule !== before.rule || eta !== before.eta || visits !== before.visits) {
      this.#trouble = null;
      this.#session.restart(this.#points, rule, eta, visits);
    }
    if (isOther || (rule === "joint") !== (before.rule === "joint")) void this.#judge(rule === "joint");
    this.#showControls(state);
    this.#ask();
  }

  #load(source: Source): void {
    if (source.kind === "set") this.#points = pointsOfSet(source.name, source.seed);
    else this.#points = source.points ?? NO_POINTS;
    this.#bounds = source.kind === "points" ? source.bounds : boundsOf(this.#points.xy);
    this.#figure.setPoints(this.#points, this.#bounds);
    if (source.kind === "file" && source.points === null) this.#file.askAgain(source.name);
    else if (source.kind === "set") this.#file.forget();
  }

  async #judge(joint: boolean): Promise<void> {
    this.#verdict = null;
    this.#showVerdict(PENDING);
    const points = this.#points;
    try {
      this.#verdict = await this.#verdictLink.ask(points, joint);
      this.#showVerdict(describeVerdict(this.#verdict, points));
    } catch (error) {
      this.#showVerdict({ heading: "No verdict", text: String(error), tone: "quiet" });
    }
    this.#ask();
  }

  #showVerdict({ heading, text, tone }: VerdictText): void {
    byId("verdict").dataset.tone = tone;
    setText(byId("verdict-heading"), heading);
    setText(byId("verdict-text"), text);
  }

  /** Everything that changes while it learns is shown once a frame. */
  #ask(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#show());
  }

  #show(): void {
    this.#frame = 0;
    const { learning, large, playing, finished, catchingUp } = this.#session;
    if (!catchingUp) this.#store.note({ visits: learning.visits });
    this.#figure.show({ learning, verdict: this.#verdict, cursor: this.#editor.cursor });
    const separable = this.#verdict?.parts.every((part) => part.separable) ?? null;
    setText(byId("narration"), this.#trouble ?? narrate(learning, large, separable));
    this.#chart.show(learning.history);
    showEquations(learning);
    byId("play").dataset.playing = String(playing);
    setText(byId("play-label"), playing ? "Pause" : finished && learning.visits > 0 ? "Again" : "Play");
    byId<HTMLButtonElement>("play").disabled = learning.classes.length < 2;
    byId<HTMLButtonElement>("step").disabled = finished || large;
    byId<HTMLButtonElement>("epoch").disabled = finished;
    byId<HTMLButtonElement>("restart").disabled = learning.visits === 0;
    byId("plot-hint").hidden = count(this.#points) > 0;
  }

  #showControls({ source, rule, eta, speed }: State): void {
    check("data", source.kind === "set" ? source.name : source.kind);
    check("rule", rule);
    byId<HTMLInputElement>("speed").value = String(speed);
    const rate = (this.#session.large ? EPOCH_RATES : POINT_RATES)[speed] as number;
    const unit = this.#session.large ? "epochs" : "points";
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
