// A bar on stderr while it runs; plain lines where there is no terminal or no cli-progress.
import { load } from "./load.js";

interface CliProgress {
  readonly default: {
    SingleBar: new (options: object, preset: object) => Bar;
    Presets: { shades_classic: object };
  };
}
interface Bar {
  start(total: number, value: number, payload: object): void;
  increment(steps: number, payload: object): void;
  stop(): void;
}

export interface Progress {
  step(what: string): void;
  stop(): void;
}

export async function progress(total: number): Promise<Progress> {
  const cli = process.stderr.isTTY
    ? await load<CliProgress>("cli-progress").catch(() => undefined)
    : undefined;
  if (cli === undefined) {
    let done = 0;
    const step = (what: string): void => console.error(`${++done} of ${total}: ${what}`);
    return { step, stop: () => {} };
  }
  const { SingleBar, Presets } = cli.default;
  const format = "{bar} {percentage} % | {what} | {duration_formatted}, {eta_formatted} to go";
  const bar = new SingleBar({ format, stream: process.stderr, hideCursor: true }, Presets.shades_classic);
  bar.start(total, 0, { what: "data" });
  return { step: (what) => bar.increment(1, { what }), stop: () => bar.stop() };
}
