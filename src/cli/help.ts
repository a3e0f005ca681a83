import { COMMANDS, type Command } from "./commands.js";
import { FLAGS } from "./flags.js";
import { aligned, inLines, paint, screenWidth, widthOf } from "./terminal.js";

const usage = (name: string, { takes, flags }: Command): string =>
  ["rosenblatt", name, ...takes, ...(flags.length > 0 ? ["[OPTIONS]"] : [])].join(" ");

/** What the program does. */
export function helpLines(): string[] {
  const commands = Object.entries(COMMANDS).map(([name, { takes, summary }]) => [
    `  ${paint("bold", name)} ${takes.join(" ")}`,
    summary,
  ]);
  return [
    `${paint("bold", "rosenblatt")}: from a table to a model, and from the model to an answer`,
    "",
    ...wrapped(commands),
    "",
    "A FILE is CSV, TSV or JSON, gzipped or not; - is the standard input.",
    "Its name tells Parquet, Arrow, Feather, npy, npz, IDX and svmlight apart.",
    '"rosenblatt COMMAND --help" tells of its options, with an example.',
    "",
    ...aligned([
      ["  --version", "the version"],
      ["  -h, --help", "this text"],
    ]),
  ];
}

/** How a command is used. */
export function commandHelpLines(name: string, command: Command): string[] {
  const options = command.flags.map((flag) => {
    const known = FLAGS[flag] as { value?: string; text: string; isOn?: true };
    const { value, text, isOn } = { ...known, ...command.says?.[flag] };
    return [`  ${paint("bold", `--${isOn ? "no-" : ""}${flag}`)}${value ? ` ${value}` : ""}`, text];
  });
  return [
    usage(name, command),
    "",
    `  ${command.summary}`,
    ...(options.length > 0 ? ["", ...wrapped(options)] : []),
    "",
    command.examples.length > 1 ? "Examples:" : "Example:",
    ...command.examples.map((example) => `  ${example}`),
  ];
}

/** Rows of two cells as lines; what is too wide goes on below its second column. */
function wrapped(rows: readonly (readonly string[])[]): string[] {
  const indent = Math.max(...rows.map(([first = ""]) => widthOf(first))) + 2;
  return aligned(rows).flatMap((line) => {
    const begin = line.length - widthOf(line) + indent; // what is painted has more characters than columns
    const [first = "", ...others] = inLines(line.slice(begin).split(" "), screenWidth() - indent, " ");
    return [line.slice(0, begin) + first, ...others.map((rest) => " ".repeat(indent) + rest)];
  });
}
