// The names of classes and axes, as they are shown.
import { texts } from "../text/language";
import { DEFAULT_CLASS_NAMES, type PointSet } from "./points";

/** Names that the page itself gives are translated. */
const translated = (name: string): string =>
  Object.hasOwn(texts().names, name) ? (texts().names[name] as string) : name;

export const className = ({ classNames }: PointSet, label: number): string =>
  translated(classNames[label]?.trim() || (DEFAULT_CLASS_NAMES[label] ?? String(label + 1)));

export const axisName = ({ axisNames }: PointSet, axis: 0 | 1): string => translated(axisNames[axis]);
