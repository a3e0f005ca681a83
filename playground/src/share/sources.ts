// What each tab has to share.

import { PRESETS } from "../logic/presets";
import type { LogicTab } from "../logic/tab";
import type { Figure } from "../plane/figure";
import type { Playback } from "../plane/playback";
import { texts } from "../text/language";
import type { ExportedModel } from "./exports";
import { figureSvg, standaloneSvg } from "./picture";
import { fitPlan, planOf, pointsFile, programOf, readsFile } from "./program";

export interface ShareSource {
  /** The names of its files, without their ends. */
  readonly name: string;
  readonly embedAbout: string;
  /** The program, or null with the reason why there is none. */
  readonly program: string | null;
  readonly programAbout: string;
  /** Files beside the program: their names, and what makes them. */
  readonly programFiles: Readonly<Record<string, () => string>>;
  /** The model, for every export; null where there is none. */
  readonly model: (() => Promise<ExportedModel>) | null;
  readonly modelAbout: string;
  readonly svg: (() => Promise<string>) | null;
}

export function perceptronSource({ training, large }: Playback, figure: Figure): ShareSource {
  const text = texts().share;
  const plan = planOf(training, large);
  const hasFiniteWeights = [...training.trainingWeights.w, ...training.trainingWeights.b].every(
    Number.isFinite,
  );
  const common = { name: "perceptron", embedAbout: text.embedAbout, svg: () => figureSvg(figure) };
  if (plan === null || !hasFiniteWeights) {
    const programAbout = hasFiniteWeights ? text.nothingYet : text.overflowed;
    return { ...common, program: null, programAbout, programFiles: {}, model: null, modelAbout: "" };
  }
  const isPartOfEpoch = training.rule === "pocket" && training.lastVisit !== null && !isEpochEnd(training);
  const about = [
    text.codeAbout,
    ...(isPartOfEpoch ? [text.wholeEpochs] : []),
    ...(readsFile(plan) ? [text.manyPoints] : []),
  ];
  return {
    ...common,
    program: programOf(plan),
    programAbout: about.join(" "),
    programFiles: readsFile(plan) ? { "points.csv": () => pointsFile(plan) } : {},
    model: async () => ({
      model: await fitPlan(plan),
      names: plan.inputs.plain ? plan.points.axisNames : plan.inputs.names,
      X: { data: plan.X, rows: plan.points.labels.length, cols: plan.inputs.names.length },
    }),
    modelAbout: plan.inputs.plain
      ? text.modelAbout
      : `${text.modelAbout} ${text.modelInputs(listed(plan.inputs.names))}`,
  };
}

const listed = (names: readonly string[]): string =>
  names.length > 6 ? `${names.slice(0, 3).join(", ")}, …, ${names.at(-1)}` : names.join(", ");

const isEpochEnd = ({ visits, history, points }: Playback["training"]): boolean =>
  visits === history.length * points.labels.length;

export function logicSource({ proposition, preset, drawing }: LogicTab): ShareSource {
  const text = texts().share;
  const [name, made] =
    preset === ""
      ? ["compile", `compile(${JSON.stringify(proposition)})`]
      : [PRESETS[preset].imports, PRESETS[preset].code];
  const program =
    proposition === null
      ? null
      : [
          "// npm install rosenblatt",
          `import { ${name} } from "rosenblatt/logic";`,
          "",
          `const network = ${made};`,
          "console.table(network.truthTable());",
          "",
        ].join("\n");
  return {
    name: "network",
    embedAbout: text.embedAboutLogic,
    program,
    programAbout: text.codeAboutLogic,
    programFiles: {},
    model: null,
    modelAbout: "",
    svg: drawing === null ? null : async () => standaloneSvg(drawing),
  };
}
