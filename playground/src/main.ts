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
import { toHash } from "./address";
import { LogicTab } from "./logic/tab";
import { startOffline } from "./offline/register";
import { startEmbed } from "./page/embed";
import { startFooter } from "./page/footer";
import { startNotice } from "./page/notice";
import { Store } from "./page/store";
import { Tabs } from "./page/tabs";
import { startTheme } from "./page/theme";
import { PerceptronTab } from "./plane/tab";
import { startShare } from "./share/dialog";
import { logicSource, perceptronSource } from "./share/sources";
import type { Tab } from "./state";
import { startLanguage } from "./text/language";

const store = new Store();
startEmbed();
const tabs = new Tabs((tab) => store.set({ tab }));
store.subscribe(({ tab }) => tabs.show(tab));
const perceptron = new PerceptronTab(store);
const logic = new LogicTab(store);
/** Tabs that are fetched when they are first seen. */
const LATER: Partial<Record<Tab, () => Promise<unknown>>> = {
  digits: () => import("./digits/tab").then(({ DigitsTab }) => new DigitsTab(store)),
  bench: () => import("./bench/tab").then(({ BenchTab }) => new BenchTab(store)),
};
store.subscribe(({ tab }) => {
  void LATER[tab]?.();
  delete LATER[tab];
});
startTheme();
startNotice(store);
startFooter();
startOffline();
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
