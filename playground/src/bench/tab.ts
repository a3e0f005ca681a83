import { plural } from "../numbers";
import { byId, setText } from "../page/dom";
import type { BenchMessage } from "./bench.worker";
import { TaskChart } from "./chart";
import { TASKS } from "./tasks";

/** Starts and stops the bench, and shows its results. */
export class BenchTab {
  #worker: Worker | null = null;
  #charts: TaskChart[] = [];

  constructor() {
    this.#clear();
    byId("bench-run").addEventListener("click", () => {
      if (this.#worker === null) this.#start();
      else this.#stop("Stopped.");
    });
    const cores = navigator.hardwareConcurrency;
    setText(byId("bench-machine"), `${navigator.userAgent}; ${plural(cores, "core")}`);
  }

  #clear(): void {
    this.#charts = TASKS.map((shape) => new TaskChart(shape));
    byId("bench").replaceChildren(...this.#charts.map(({ element }) => element));
  }

  #start(): void {
    this.#clear();
    setText(byId("bench-run"), "Stop");
    setText(byId("bench-text"), "Each takes its turn, seven rounds of each task …");
    this.#worker = new Worker(new URL("./bench.worker.ts", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<BenchMessage>) => this.#onMessage(data);
    this.#worker.onerror = ({ message }) =>
      this.#stop(`The bench broke off: ${message || "its worker did not start"}.`);
    this.#worker.postMessage("start");
  }

  #stop(text: string): void {
    this.#worker?.terminate();
    this.#worker = null;
    setText(byId("bench-run"), "Run");
    setText(byId("bench-text"), text);
  }

  #onMessage(message: BenchMessage): void {
    if (message.kind === "done") {
      this.#stop(
        "Done. Bars are medians, thin lines the range of seven rounds; trust the ratios more than the times.",
      );
    } else if (message.kind === "runtime") {
      const { core, simd, reason } = message.runtime;
      if (core === "js")
        setText(byId("bench-text"), `Here the library runs on its JavaScript core: ${reason}`);
      else if (!simd) setText(byId("bench-text"), "Here WebAssembly has no SIMD.");
    } else if (message.kind === "verified") {
      const { task, equal, mistakes, share } = message;
      this.#charts[task]?.verified(equal, mistakes, share);
    } else {
      this.#charts[message.task]?.add(message.round);
    }
  }
}
