// Tables for the bench of the command line, by seeded generators: as CSV text.
import { readFileSync } from "node:fs";
import { sfc32 } from "../src/base/random.js";
import { digits } from "./digits.js";

export interface TableData {
  readonly name: string;
  readonly target: string;
  /** The columns by kind, as scikit-learn's ColumnTransformer is told them. */
  readonly kinds: Readonly<Record<string, "number" | "category" | "text">>;
  readonly header: string;
  readonly lines: readonly string[];
}

/** Random choices of one seed. */
class Random {
  readonly #next: () => number;
  constructor(seed: number) {
    this.#next = sfc32(seed, 1958);
  }
  share = (): number => this.#next() / 2 ** 32;
  is = (probability: number): boolean => this.share() < probability;
  whole = (from: number, to: number): number => from + Math.floor(this.share() * (to - from + 1));
  one = <T>(values: readonly T[]): T => values[this.whole(0, values.length - 1)] as T;
  /** A bell of deviation 1. */
  bell = (): number => (this.share() + this.share() + this.share() + this.share() - 2) * Math.sqrt(3);
}

const cell = (text: string | number): string =>
  /[",\n]/.test(String(text)) ? `"${String(text).replaceAll('"', '""')}"` : String(text);

/** Passengers: mixed types, missing values, a name, and a fate that class, sex, age and luck decide. */
export function passengers(rows = 1309): TableData {
  const random = new Random(1912);
  const lines = Array.from({ length: rows }, (_, i) => {
    const pclass = random.is(0.24) ? 1 : random.is(0.28) ? 2 : 3;
    const isMale = random.is(0.64);
    const age = Math.max(0.5, Math.round(2 * (29 + 6 * (2 - pclass) + 13 * random.bell())) / 2);
    const isChild = age < 13;
    const title = isMale
      ? isChild
        ? "Master"
        : random.is(0.03)
          ? "Rev"
          : "Mr"
      : isChild || random.is(0.5)
        ? "Miss"
        : "Mrs";
    const name = `${random.one(SURNAMES)}, ${title}. ${random.one(isMale ? MEN : WOMEN)}`;
    const relatives = [
      random.is(0.32) ? random.whole(1, 4) : 0,
      random.is(0.24) ? random.whole(1, 3) : 0,
    ] as const;
    const fare =
      Math.round(100 * Math.max(4, [0, 84, 21, 13][pclass] as number) * (0.6 + 0.8 * random.share())) / 100;
    const deck = pclass === 1 ? "ABCDE" : "EFG";
    const cabin = random.is(pclass === 1 ? 0.8 : 0.06)
      ? `${random.one([...deck])}${random.whole(1, 120)}`
      : "";
    const port = random.is(0.002) ? "" : random.one(["S", "S", "S", "S", "C", "Q"]);
    const z =
      (isMale ? -1.5 : 1.6) +
      0.9 * (2 - pclass) +
      (isChild ? 1.6 : 0) -
      age / 45 -
      0.25 * relatives[0] +
      (port === "C" ? 0.4 : 0);
    const survived = Number(z + 0.9 * random.bell() > -0.2);
    const ticket = `${random.is(0.25) ? `${random.one(["PC", "A/5", "SC/Paris", "STON/O2."])} ` : ""}${random.whole(2000, 390000)}`;
    const known = random.is(0.8) ? age : "";
    const cells = [
      i + 1,
      survived,
      pclass,
      name,
      isMale ? "male" : "female",
      known,
      ...relatives,
      ticket,
      fare,
      cabin,
      port,
    ];
    return cells.map(cell).join(",");
  });
  return {
    name: "passengers",
    target: "Survived",
    lines,
    header: "PassengerId,Survived,Pclass,Name,Sex,Age,SibSp,Parch,Ticket,Fare,Cabin,Embarked",
    kinds: {
      Pclass: "number",
      Name: "text",
      Sex: "category",
      Age: "number",
      SibSp: "number",
      Parch: "number",
      Fare: "number",
      Embarked: "category",
    },
  };
}

const SURNAMES =
  "Abbott Baker Carter Dahl Ekström Ford Goldsmith Hansen Ilić Johnson Kelly Larsson Moran Nilsson O'Brien Peter Ryan Skoog Turner Vander Williams Youssef Zimmer".split(
    " ",
  );
const MEN = "John Karl William Owen James Thomas Leo Anders Charles Patrick Henrik Victor George".split(" ");
const WOMEN = "Mary Anna Elin Margaret Ellen Bridget Kate Sofia Alice Helen Ida Agnes Elizabeth".split(" ");

/** Short messages: a grammar each for spam and for the rest, which share their words; one in 50 is labelled wrongly. */
export function messages(rows = 5574): TableData {
  const random = new Random(160);
  const pick = (...parts: readonly (readonly string[])[]): string =>
    parts.map((part) => random.one(part)).join(" ");
  const lines = Array.from({ length: rows }, () => {
    const isSpam = random.is(0.134);
    const text = isSpam ? spam(random, pick) : talk(random, pick);
    return `${isSpam !== random.is(0.005) ? "spam" : "ham"},${cell(text)}`;
  });
  return { name: "messages", target: "kind", header: "kind,message", kinds: { message: "text" }, lines };
}

type Pick = (...parts: readonly (readonly string[])[]) => string;

function spam(random: Random, pick: Pick): string {
  const prize = pick([
    "£1000 cash",
    "a 2 week holiday",
    "a brand new phone",
    "£500",
    "free ringtones",
    "unlimited texts",
  ]);
  const number = `0${random.whole(7000000000, 9999999999)}`;
  return random.one([
    `${pick(["URGENT!", "Congratulations!", "WINNER!!", "Hello!", "FREE"])} You have ${pick(["won", "been selected for", "been awarded"])} ${prize}. ${pick(["Call", "Txt CLAIM to", "Ring"])} ${number} ${pick(["now", "today", "before it ends", "from landline"])}`,
    `${pick(["Get", "Claim", "Want"])} ${prize}? ${pick(["Reply YES", "Text WIN to 80086", `Visit www.${random.one(["prize", "mobi", "ring"])}${random.whole(1, 99)}.com`])} ${pick(["to claim", "150p/msg", "18+ only", "T&Cs apply"])}`,
    `${pick(["Your", "Dear customer, your"])} ${pick(["mobile", "account", "number"])} ${pick(["was", "has been"])} ${pick(["drawn", "upgraded", "selected"])}, call ${number} ${pick(["to collect", "for", "and get"])} ${prize}`,
  ]);
}

function talk(random: Random, pick: Pick): string {
  const when = pick(["now", "tonight", "at 7", "tomorrow", "after work", "later", "today"]);
  const place = pick(["home", "the pub", "yours", "town", "class", "the bus stop", "work"]);
  return random.one([
    `${pick(["Hey", "Hi", "Ok", "Yeah", "Sorry"])} ${pick(["i'm", "am", "will be"])} at ${place} ${when}, ${pick(["call me", "text me", "see you", "u coming?", "love you"])}`,
    `${pick(["Did you", "Can u", "Will you"])} ${pick(["call", "collect", "get"])} ${pick(["mum", "the phone", "the cash", "some food", "him"])} ${when}?`,
    `${pick(["I've", "She has", "We have"])} ${pick(["won", "got", "left"])} ${pick(["the game", "my number at home", "it", "2 tickets", "nothing"])}, ${pick(["lol", "haha", "sorry", "free tonight?", "what you doing"])}`,
  ]);
}

export function irises(): TableData {
  const [header = "", ...lines] = readFileSync("data/iris.csv", "utf8").trim().split(/\r?\n/);
  const names = header.split(",").filter((name) => name !== "species");
  const kinds = Object.fromEntries(names.map((name) => [name, "number" as const]));
  return { name: "iris", target: "species", header, lines, kinds };
}

/** The pixels of each digit as columns. */
export function digitPixels(): TableData {
  const { data, y } = digits();
  const names = Array.from({ length: 64 }, (_, j) => `pixel${j}`);
  const lines = Array.from(y, (digit, i) => [...data.subarray(i * 64, (i + 1) * 64), digit].join(","));
  const kinds = Object.fromEntries(names.map((name) => [name, "number" as const]));
  return { name: "digits", target: "digit", header: [...names, "digit"].join(","), lines, kinds };
}

/** Numbers of a seed, and a label that a plane tells but for some noise: line by line, for files of any length. */
export function* numbers(rows: number, columns: number): Generator<string> {
  const random = new Random(30);
  const w = Array.from({ length: columns }, () => random.bell());
  yield `${w.map((_, j) => `x${j}`).join(",")},y\n`;
  for (let i = 0; i < rows; i++) {
    const x = w.map(() => random.bell());
    const z = x.reduce((sum, value, j) => sum + value * (w[j] as number), random.bell());
    yield `${x.map((value) => value.toFixed(5)).join(",")},${z > 0 ? "yes" : "no"}\n`;
  }
}
