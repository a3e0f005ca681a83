// What console.log shows of a model in Node and in Deno, whose modules are not needed for it: each asks an object for a
// method of its own name.

/** How Node calls the method: with its own function last. Deno gives that first. */
type Call = [depth: number, options: Options, inspect: Inspect] | [inspect: Inspect, options?: Options];
type Inspect = (value: unknown, options: object) => string;
type Options = { readonly depth?: number };

/**
 * Shows the objects of a class as its name and a summary. The constructor calls it: a bundler could not leave out a class
 * that calls it when it is loaded.
 */
export function inspectable<M extends object>(prototype: M, summary: (model: M) => object): void {
  function show(this: M, ...[first, options, last]: Call): string {
    const inspect = (last ?? first) as Inspect;
    const depth = last ? (first as number) : options?.depth; // what is left of it, this far within
    let shown = {};
    try {
      shown = summary(this);
    } catch {} // a Proxy has no private fields, and nobody expects an error of being shown
    return `${this.constructor.name} ${inspect(shown, { ...options, depth, breakLength: 76 })}`;
  }
  for (const name of ["nodejs.util.inspect.custom", "Deno.customInspect"]) {
    (prototype as Record<symbol, unknown>)[Symbol.for(name)] ??= show;
  }
}

/** What a model says of its last fit. */
interface LastFit {
  readonly converged: boolean;
  readonly stopReason?: string | undefined;
  readonly nIter: number;
  readonly history: readonly Report[];
}

/** What is known of its last epoch, or of the last batch of a stream. */
interface Report {
  readonly mistakes: number;
  readonly accuracy: number;
  readonly progressive?: number;
  readonly skipped?: true;
}

/**
 * A summary: the shape, if the model is fitted, the settings that differ from the defaults, and how the last fit ended.
 *
 * @param tellsRows  whether the accuracy of an epoch is one of rows, and of the weights that answer
 */
export function summaryOf<S extends object>(
  shape: object | undefined,
  settings: S,
  defaults: S,
  lastFit?: LastFit,
  tellsRows = true,
): object {
  const options = Object.entries(settings).filter(([name, value]) => value !== defaults[name as keyof S]);
  const summary = { ...(shape ?? { fitted: false }), options: Object.fromEntries(options) };
  if (!lastFit?.nIter) return summary;
  const { converged, stopReason, nIter, history } = lastFit;
  return {
    ...summary,
    converged,
    ...(stopReason && { stopReason }),
    nIter,
    ...figureOf(history.at(-1), tellsRows),
  };
}

/** How good the model was then: nothing where no report was kept or nothing was learned, the mistakes where an accuracy would mislead. */
function figureOf(last: Report | undefined, tellsRows: boolean): object | undefined {
  if (last === undefined || last.skipped) return undefined;
  if (!tellsRows && last.progressive === undefined) return { mistakes: last.mistakes };
  // Not rounded up, since no row is wrong of an accuracy of 1.
  return { accuracy: Math.floor(last.accuracy * 1e4) / 1e4 };
}
