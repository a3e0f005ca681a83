import { KindError, ValueError } from "../index.js";

/** What the library says of a flag in its own words, and how the command line says it. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/pass the encoding, such as "(.*?)"/, "--encoding says which they are of, such as $1"],
  [/UTF-16 without its mark needs encoding: "(.*?)"/, "UTF-16 without its mark needs --encoding $1"],
  [/pass dayFirst: true or false/, "--day-first yes or no says which"],
  [/say by types how one is to be read/, "--types COLUMN=KIND says how one is to be read"],
  [/,? or pass quote: false/, ""],
  [/,? or pass names( if this line is a row)?/, ""],
  [
    /; pass names, or a greater inspectRows$/,
    "; a row before it has to name each column, null where it has no value",
  ],
  [/; load it by the class that saved it; .*/, ""],
  [/; columns or ignore leaves it out$/, "; --ignore leaves it out"],
  [/; for text pass types: \{ "(.*?)": "text" \}/, "; --types $1=text takes it as text"],
  [/, as types says$/, ", as --types says"],
  [/; export its model alone$/, ""],
  [
    /; ask for fewer parts, or stratify: false$/,
    "; --folds asks for fewer parts, and --test-size 0 for none",
  ],
  [/; change testSize, or ask for stratify: false$/, "; --test-size holds out another share"],
  [
    /; change validationFraction, or turn earlyStopping off$/,
    "; --validation-fraction holds out another share, and without --early-stopping there is none",
  ],
  [/; read it with rosenblatt\/(\w+)$/, "; a file whose name ends in .$1 is read as such"],
];

/** What is said before those words where the columns are read as a model has them, and no flag says otherwise. */
const WORDS_OF_MODEL: typeof WORDS = [
  [/; for text pass types: .*/, ""],
  [/, as types says$/, ", as in training"],
];

/**
 * The text of an error of the library, without the name of a method; undefined of any other.
 *
 * @param isForModel  whether a table was read for a model that is there already
 */
export function textOfError(error: unknown, isForModel = false): string | undefined {
  if (!(error instanceof KindError || error instanceof ValueError)) return undefined;
  const text = error.method === undefined ? error.message : error.message.slice(error.method.length + 2);
  const words = isForModel ? [...WORDS_OF_MODEL, ...WORDS] : WORDS;
  return words.reduce((said, [pattern, word]) => said.replace(pattern, word), text);
}
