import { COMMANDS, type Command } from "./commands.js";
import { FLAGS } from "./flags.js";
import { aligned, paint, screenWidth, widthOf } from "./terminal.js";

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
    ...aligned(commands).flatMap((line) => wrapped(line, columnOf(commands))),
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
    ...(options.length > 0
      ? ["", ...aligned(options).flatMap((line) => wrapped(line, columnOf(options)))]
      : []),
    "",
    command.examples.length > 1 ? "Examples:" : "Example:",
    ...command.examples.map((example) => `  ${example}`),
  ];
}

/** Where the second column begins. */
const columnOf = (rows: readonly (readonly string[])[]): number =>
  Math.max(...rows.map(([first = ""]) => widthOf(first))) + 2;

/** A line that is too wide goes on below its second column. */
function wrapped(line: string, indent: number): string[] {
  const width = screenWidth();
  if (widthOf(line) <= width) return [line];
  const words = line.slice(line.length - (widthOf(line) - indent)).split(" ");
  const lines = [line.slice(0, line.length - (widthOf(line) - indent))];
  for (const word of words) {
    const last = lines.at(-1) as string;
    if (widthOf(last) + 1 + word.length > width) lines.push(" ".repeat(indent) + word);
    else lines[lines.length - 1] = last.endsWith(" ") || lines.length === 0 ? last + word : `${last} ${word}`;
  }
  return lines;
}
