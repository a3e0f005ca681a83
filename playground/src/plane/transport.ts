import { byId, setText } from "../page/dom";
import { texts } from "../text/language";
import { EPOCH_RATES, type Playback, POINT_RATES } from "./playback";

interface TransportHandlers {
  playOrPause(): void;
  step(what: "point" | "epoch"): void;
  restart(): void;
  setSpeed(speed: number): void;
}

/** Connects the buttons under the figure. */
export function startTransport(on: TransportHandlers): void {
  byId("play").addEventListener("click", () => on.playOrPause());
  byId("step").addEventListener("click", () => on.step("point"));
  byId("epoch").addEventListener("click", () => on.step("epoch"));
  byId("restart").addEventListener("click", () => on.restart());
  const speed = byId<HTMLInputElement>("speed");
  speed.addEventListener("input", () => on.setSpeed(speed.valueAsNumber));
}

/** Whether the button reads Pause. */
export const saysPause = (): boolean => byId("play").dataset.playing === "true";

export function showTransport({ training, large, playing, finished }: Playback): void {
  const { play, pause, again } = texts().perceptron;
  byId("play").dataset.playing = String(playing);
  setText(byId("play-label"), playing ? pause : finished && training.visits > 0 ? again : play);
  byId<HTMLButtonElement>("play").disabled = training.classes.length < 2;
  byId<HTMLButtonElement>("step").disabled = finished || large;
  byId<HTMLButtonElement>("epoch").disabled = finished;
  byId<HTMLButtonElement>("restart").disabled = training.visits === 0;
}

export function showSpeed(speed: number, large: boolean): void {
  const { fastest, pointRate, epochRate } = texts().perceptron;
  byId<HTMLInputElement>("speed").value = String(speed);
  const rate = (large ? EPOCH_RATES : POINT_RATES)[speed] as number;
  const text = rate === Infinity ? fastest : (large ? epochRate : pointRate)(rate);
  setText(byId("speed-text"), text);
  byId("speed").setAttribute("aria-valuetext", text);
}
