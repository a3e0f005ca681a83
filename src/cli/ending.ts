import type { Values } from "./flags.js";
import type { Interrupt } from "./learning.js";
import { clipped, quoted } from "./terminal.js";

/** Exit code of a program that Ctrl-C ended. */
export const INTERRUPTED = 130;

/** Where a whole model went, and what to do next. */
export function keptAt(out: string | undefined): string {
  if (out === undefined) return "not saved; --out FILE saves the model";
  if (out === "-") return "the model went to the standard output";
  return `saved to ${clipped(out)}; next: rosenblatt predict ${quoted(out)} FILE`;
}

/** Where a model went whose training Ctrl-C has ended. */
export function stoppedAt(out: string | undefined): string {
  if (out === undefined) return "stopped; without --out, nothing was saved";
  if (out === "-") return "stopped; what was learned went to the standard output";
  return `stopped, and saved what was learned to ${clipped(out)}`;
}

/** Where a model went whose training Ctrl-C may have ended, and what to do next. */
export function ending(
  file: string,
  { out, target, stream, ...values }: Values,
  interrupt: Interrupt,
): string {
  if (!interrupt.asked) return keptAt(out);
  if (out === undefined || out === "-") return stoppedAt(out);
  // A model that goes on knows how its columns are read.
  const reading = (["features", "ignore", "encoding", "delimiter"] as const).map((name) =>
    values[name] === undefined ? "" : ` --${name} ${quoted(String(values[name]).replace("\t", "\\t"))}`,
  );
  const again = `rosenblatt train ${quoted(file)} --target ${quoted(target ?? "")}${reading.join("")}`;
  const how = stream ? " --stream" : "";
  return `${stoppedAt(out)}; to go on:\n  ${again}${how} --resume ${quoted(out)} --out ${quoted(out)}`;
}
