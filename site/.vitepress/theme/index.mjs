import { useData } from "vitepress";
import Theme from "vitepress/theme-without-fonts";
import { h, nextTick, provide } from "vue";
import ComparisonChart from "./ComparisonChart.vue";
import FrontPage from "./FrontPage.vue";
import PageSource from "./PageSource.vue";
import RunBlock from "./RunBlock.vue";
import SameBits from "./SameBits.vue";
import "./colours.css";
import "./pages.css";

const Layout = {
  setup() {
    const { isDark } = useData();
    // in one step: else the bars and links of VitePress fade for half a second on a page that has changed
    provide("toggle-appearance", async () => {
      const { classList } = document.documentElement;
      classList.add("changing-colours");
      isDark.value = !isDark.value;
      await nextTick();
      getComputedStyle(document.body).opacity; // styles the page while it is without transitions
      classList.remove("changing-colours");
    });
    return () => h(Theme.Layout, null, { "doc-footer-before": () => h(PageSource) });
  },
};

export default {
  extends: Theme,
  Layout,
  enhanceApp({ app }) {
    app.component("ComparisonChart", ComparisonChart);
    app.component("FrontPage", FrontPage);
    app.component("RunBlock", RunBlock);
    app.component("SameBits", SameBits);
  },
};
