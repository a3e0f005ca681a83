import type { Runtime } from "rosenblatt";
import { byId, setText } from "../page/dom";
import { onLanguageChange, texts } from "../text/language";
import type { BenchMessage } from "./bench.worker";
import { TaskChart } from "./chart";
import { TASKS } from "./tasks";

/** Starts and stops the bench, and shows its results. */
export class BenchTab {
  #worker: Worker | null = null;
  #charts: TaskChart[] = [];

  /** What the text beside the button says, in the present language. */
  #status: () => string = () => texts().bench.duration;

  constructor() {
    this.#charts = TASKS.map((shape) => new TaskChart(shape));
    byId("bench-run").addEventListener("click", () => {
      if (this.#worker === null) this.#start();
      else this.#stop(() => texts().bench.stopped);
    });
    onLanguageChange(() => this.#render());
    this.#render();
  }

  #start(): void {
    this.#charts = TASKS.map((shape) => new TaskChart(shape));
    this.#worker = new Worker(new URL("./bench.worker.ts", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<BenchMessage>) => this.#onMessage(data);
    this.#worker.onerror = ({ message }) => this.#stop(() => texts().bench.failed(message));
    this.#worker.postMessage("start");
    this.#say(() => texts().bench.running);
  }

  #stop(status: () => string): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#say(status);
  }

  #say(status: () => string): void {
    this.#status = status;
    this.#render();
  }

  #render(): void {
    const { run, stop, cores } = texts().bench;
    setText(byId("bench-run"), this.#worker === null ? run : stop);
    setText(byId("bench-text"), this.#status());
    setText(byId("bench-machine"), `${navigator.userAgent}; ${cores(navigator.hardwareConcurrency)}`);
    for (const chart of this.#charts) chart.render();
    byId("bench").replaceChildren(...this.#charts.map(({ element }) => element));
  }

  #onMessage(message: BenchMessage): void {
    if (message.kind === "done") this.#stop(() => texts().bench.done);
    else if (message.kind === "runtime") this.#showRuntime(message.runtime);
    else if (message.kind === "verified") this.#charts[message.task]?.verified(message);
    else this.#charts[message.task]?.add(message.round);
  }

  #showRuntime({ core, simd, reason }: Runtime): void {
    if (core === "js") this.#say(() => texts().bench.jsCore(reason ?? ""));
    else if (!simd) this.#say(() => texts().bench.noSimd);
  }
}
