import type { Values } from "./flags.js";
import type { Interrupt } from "./learning.js";
import { quoted } from "./terminal.js";

/** Exit code of a program that Ctrl-C ended. */
export const INTERRUPTED = 130;

/** Where the model went, and what to do next. */
export function ending(
  file: string,
  { out, target, features, ignore }: Values,
  interrupt: Interrupt,
): string {
  const chosen = [
    features && `--features ${quoted(features.join(","))}`,
    ignore && `--ignore ${quoted(ignore.join(","))}`,
  ];
  const again = [
    "rosenblatt train",
    quoted(file),
    "--target",
    quoted(target ?? ""),
    ...chosen.filter(Boolean),
  ].join(" ");
  if (out === "-")
    return `${interrupt.asked ? "stopped; what was learned" : "the model"} went to the standard output`;
  if (interrupt.asked && out === undefined) return "stopped; without --out, nothing was saved";
  if (interrupt.asked)
    return `stopped, and saved what was learned to ${out}; to go on:\n  ${again} --resume ${quoted(out ?? "")} --out ${quoted(out ?? "")}`;
  if (out === undefined) return "not saved; --out FILE saves the model";
  return `saved to ${out}; next: rosenblatt predict ${quoted(out)} FILE`;
}
