import type { Runtime } from "rosenblatt";
import { byId, setSaid, setText } from "../page/dom";
import type { Store } from "../page/store";
import type { ShareSource } from "../share/sources";
import { onLanguageChange, texts } from "../text/language";
import type { BenchMessage } from "./bench.worker";
import { TaskChart } from "./chart";
import type { Round } from "./measure";
import { OUR_MACHINE, OURS, readResult, writeResult } from "./result";
import { benchSource } from "./share";
import { TASKS } from "./tasks";

const emptyCharts = (): TaskChart[] => TASKS.map((shape, task) => new TaskChart(shape, OURS[task] as Round));

/** Starts and stops the bench, and shows its results. */
export class BenchTab {
  readonly #store: Store;
  readonly #tensorflow = byId<HTMLInputElement>("bench-tensorflow");
  #worker: Worker | null = null;
  #charts = emptyCharts();
  /** The result that is shown, as the address has it. */
  #result = "";

  /** What the text beside the button says, in the present language. */
  #status: () => string = () => texts().bench.duration;
  /** What the library or the browser says beside it. */
  #said: string | null = null;

  constructor(store: Store) {
    this.#store = store;
    byId("bench-run").addEventListener("click", () => {
      if (this.#worker === null) this.#start();
      else this.#stop(() => texts().bench.stopped);
    });
    this.#tensorflow.addEventListener("change", () => store.set({ tensorflow: this.#tensorflow.checked }));
    onLanguageChange(() => this.#render());
    store.subscribe(({ tensorflow, result }) => {
      this.#tensorflow.checked = tensorflow;
      if (result !== this.#result) this.#showShared(result);
    });
    this.#render();
  }

  get shareSource(): ShareSource {
    return benchSource(this.#medians);
  }

  /** Of each task; fewer before all of them are measured. */
  get #medians(): Round[] {
    return this.#charts.flatMap(({ medians }) => medians ?? []);
  }

  #showShared(result: string): void {
    this.#result = result;
    this.#charts = emptyCharts();
    const medians = result === "" ? [] : (readResult(result) ?? []);
    for (const [task, median] of medians.entries()) this.#charts[task]?.share(median);
    this.#say(() => (medians.length > 0 ? texts().bench.isShared : texts().bench.duration));
  }

  #start(): void {
    this.#charts = emptyCharts();
    this.#worker = new Worker(new URL("./bench.worker.ts", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<BenchMessage>) => this.#onMessage(data);
    this.#worker.onerror = ({ message }) => this.#fail(message);
    this.#worker.postMessage({ tensorflow: this.#tensorflow.checked });
    this.#say(() => texts().bench.running);
  }

  #stop(status: () => string, said?: string): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#say(status, said);
  }

  #fail(reason = ""): void {
    if (reason === "") this.#stop(() => texts().bench.notStarted);
    else this.#stop(() => texts().bench.failed, reason);
  }

  #say(status: () => string, said: string | null = null): void {
    this.#status = status;
    this.#said = said;
    this.#render();
  }

  #render(): void {
    const { run, stop, cores, ourMachine } = texts().bench;
    setText(byId("bench-run"), this.#worker === null ? run : stop);
    setSaid(byId("bench-text"), this.#status(), this.#said);
    setText(byId("bench-machine"), `${navigator.userAgent}; ${cores(navigator.hardwareConcurrency)}`);
    setText(byId("bench-ours"), ourMachine(OUR_MACHINE));
    this.#tensorflow.disabled = this.#worker !== null;
    for (const chart of this.#charts) chart.render();
    byId("bench").replaceChildren(...this.#charts.map(({ element }) => element));
  }

  #onMessage(message: BenchMessage): void {
    if (message.kind === "done") this.#finish();
    else if (message.kind === "failed") this.#fail(message.reason);
    else if (message.kind === "runtime") this.#showRuntime(message.runtime);
    else if (message.kind === "verified") this.#charts[message.task]?.verified(message);
    else this.#charts[message.task]?.add(message.round);
  }

  /** The address holds the result, so that it can be shared. */
  #finish(): void {
    this.#stop(() => texts().bench.done);
    if (this.#medians.length < TASKS.length) return;
    this.#result = writeResult(this.#medians);
    this.#store.set({ result: this.#result });
  }

  #showRuntime({ core, simd, reason }: Runtime): void {
    if (core === "js") this.#say(() => texts().bench.jsCore, reason);
    else if (!simd) this.#say(() => texts().bench.noSimd);
  }
}
