import "uplot/dist/uPlot.min.css";
import "./style/colours.css";
import "./style/page.css";
import "./style/choices.css";
import "./style/perceptron.css";
import "./style/neuron.css";
import "./style/figure.css";
import "./style/digits.css";
import "./style/logic.css";
import "./style/bench.css";
import "./style/share.css";
import { BenchTab } from "./bench/tab";
import { LogicTab } from "./logic/tab";
import { startEmbed } from "./page/embed";
import { startFooter } from "./page/footer";
import { startNotice } from "./page/notice";
import { Store } from "./page/store";
import { Tabs } from "./page/tabs";
import { startTheme } from "./page/theme";
import { PerceptronTab } from "./plane/tab";
import { startShare } from "./share/dialog";
import { logicSource, perceptronSource } from "./share/sources";
import { toHash } from "./state";
import { startLanguage } from "./text/language";

const store = new Store();
startEmbed();
const tabs = new Tabs((tab) => store.set({ tab }));
store.subscribe(({ tab }) => tabs.show(tab));
const perceptron = new PerceptronTab(store);
const logic = new LogicTab(store);
let digits: Promise<unknown> | null = null;
store.subscribe(({ tab }) => {
  if (tab !== "digits" || digits !== null) return;
  digits = import("./digits/tab").then(({ DigitsTab }) => new DigitsTab(store));
});
new BenchTab();
startTheme();
startNotice(store);
startFooter();
startShare({
  source: () => {
    const { tab } = store.state;
    if (tab === "bench" || tab === "digits") return null;
    return tab === "logic" ? logicSource(logic) : perceptronSource(perceptron.playback, perceptron.figure);
  },
  hash: () => toHash(store.state),
  embedHash: () => toHash({ ...store.state, visits: null }),
});
startLanguage();
