import "uplot/dist/uPlot.min.css";
import "./style/colours.css";
import "./style/page.css";
import "./style/masthead.css";
import "./style/choices.css";
import "./style/datasets.css";
import "./style/inputs.css";
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
import { keepFocus } from "./page/focus";
import { startFooter } from "./page/footer";
import { startNotice } from "./page/notice";
import { Store } from "./page/store";
import { Tabs } from "./page/tabs";
import { startTheme } from "./page/theme";
import { PerceptronTab } from "./plane/tab";
import { startShare } from "./share/dialog";
import { logicSource, perceptronSource, type ShareSource } from "./share/sources";
import type { Tab } from "./state";
import { startLanguage } from "./text/language";

const store = new Store();
startEmbed();
const tabs = new Tabs((tab) => store.set({ tab }));
store.subscribe(({ tab }) => tabs.show(tab));
const perceptron = new PerceptronTab(store);
const logic = new LogicTab(store);
/** What each tab has to share, once it is there. */
const sources: Partial<Record<Tab, () => ShareSource>> = {
  perceptron: () => perceptronSource(perceptron.playback, perceptron.figure, store.state.source),
  logic: () => logicSource(logic),
};
/** Tabs that are fetched when they are first seen. */
const LATER: Partial<Record<Tab, () => Promise<{ readonly shareSource: ShareSource }>>> = {
  digits: () => import("./digits/tab").then(({ DigitsTab }) => new DigitsTab(store)),
  bench: () => import("./bench/tab").then(({ BenchTab }) => new BenchTab(store)),
};
store.subscribe(({ tab }) => {
  void LATER[tab]?.().then((fetched) => {
    sources[tab] = () => fetched.shareSource;
  });
  delete LATER[tab];
});
keepFocus();
startTheme();
startNotice(store);
startFooter();
startOffline();
startShare({
  source: () => sources[store.state.tab]?.() ?? null,
  hash: () => toHash(store.state),
  embedHash: () => toHash({ ...store.state, visits: null }),
});
startLanguage();
