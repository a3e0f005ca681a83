// What each tab has to share.

import { count } from "../data/points";
import { MAX_ADDRESS_POINTS } from "../data/points-text";
import { PRESETS } from "../logic/presets";
import type { LogicTab } from "../logic/tab";
import type { Figure } from "../plane/figure";
import type { Playback } from "../plane/playback";
import type { Source } from "../state";
import { texts } from "../text/language";
import type { ExportedModel } from "./exports";
import { figureSvg, standaloneSvg } from "./picture";
import { fitPlan, planOf, pointsFile, programOf, readsFile } from "./program";

export interface ShareSource {
  /** The names of its files, without their ends. */
  readonly name: string;
  readonly linkAbout: string;
  /** The embedded view: its name, what it is, and its height; null where an address does not hold what is shown. */
  readonly frame: { readonly title: string; readonly about: string; readonly height: number } | null;
  /** A program that ends with what is shown; null where there is none, or with the reason why not yet. */
  readonly code: { readonly about: string; readonly program: string | null } | null;
  /** A file of the data, which the program may read. */
  readonly data: { readonly about: string; readonly file: string; readonly make: () => string } | null;
  /** The model, for every export. */
  readonly model: { readonly about: string; readonly make: () => Promise<ExportedModel> } | null;
  readonly svg: (() => Promise<string>) | null;
}

const POINTS_FILE = "points.csv";

export function perceptronSource({ training, large }: Playback, figure: Figure, source: Source): ShareSource {
  const text = texts().share;
  const { points } = training;
  const isInLink = source.kind === "set" || count(points) <= MAX_ADDRESS_POINTS;
  const plan = planOf(training, large);
  const { w, b } = training.trainingWeights;
  const hasFiniteWeights = [...w, ...b].every(Number.isFinite);
  const common = {
    name: "perceptron",
    linkAbout: isInLink ? text.linkAbout : text.linkWithoutFile,
    frame: isInLink ? { title: text.frameTitle, about: text.embedAbout, height: 620 } : null,
    data:
      count(points) === 0
        ? null
        : { about: text.points, file: POINTS_FILE, make: () => pointsFile(points, plan?.labels) },
    svg: () => figureSvg(figure),
  };
  if (plan === null || !hasFiniteWeights) {
    const about = hasFiniteWeights ? text.nothingYet : text.overflowed;
    return { ...common, code: { about, program: null }, model: null };
  }
  const isPartOfEpoch = training.rule === "pocket" && training.lastVisit !== null && !isEpochEnd(training);
  const about = [
    text.codeAbout,
    ...(isPartOfEpoch ? [text.wholeEpochs] : []),
    ...(readsFile(plan) ? [text.readsBeside(POINTS_FILE)] : []),
  ];
  const { inputs } = plan;
  return {
    ...common,
    code: { about: about.join(" "), program: programOf(plan) },
    model: {
      about: inputs.plain ? text.modelAbout : `${text.modelAbout} ${text.modelInputs(listed(inputs.names))}`,
      make: async () => ({
        ...(await fitPlan(plan)),
        names: inputs.plain ? points.axisNames : inputs.names,
      }),
    },
  };
}

const listed = (names: readonly string[]): string =>
  names.length > 6 ? `${names.slice(0, 3).join(", ")}, …, ${names.at(-1)}` : names.join(", ");

const isEpochEnd = ({ visits, history, points }: Playback["training"]): boolean =>
  visits === history.length * points.labels.length;

export function logicSource({ proposition, preset, drawing, table }: LogicTab): ShareSource {
  const { share, logic } = texts();
  const [name, made] =
    preset === ""
      ? ["compile", `compile(${JSON.stringify(proposition)})`]
      : [PRESETS[preset].imports, PRESETS[preset].code];
  const program = [
    "// npm install rosenblatt",
    `import { ${name} } from "rosenblatt/logic";`,
    "",
    `const network = ${made};`,
    "console.table(network.truthTable());",
    "",
  ].join("\n");
  return {
    name: "network",
    linkAbout: share.linkAbout,
    frame: { title: logic.title, about: share.embedAboutLogic, height: 620 },
    code: { about: share.codeAboutLogic, program: proposition === null ? null : program },
    data: table === null ? null : { about: share.truthTable, file: "truth-table.csv", make: table },
    model: null,
    svg: drawing === null ? null : async () => standaloneSvg(drawing),
  };
}
