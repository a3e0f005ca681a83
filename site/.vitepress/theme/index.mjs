import Theme from "vitepress/theme-without-fonts";
import { h } from "vue";
import ComparisonChart from "./ComparisonChart.vue";
import FrontPage from "./FrontPage.vue";
import PageSource from "./PageSource.vue";
import RunBlock from "./RunBlock.vue";
import SameBits from "./SameBits.vue";
import "./colours.css";
import "./pages.css";

export default {
  extends: Theme,
  Layout: () => h(Theme.Layout, null, { "doc-footer-before": () => h(PageSource) }),
  enhanceApp({ app }) {
    app.component("ComparisonChart", ComparisonChart);
    app.component("FrontPage", FrontPage);
    app.component("RunBlock", RunBlock);
    app.component("SameBits", SameBits);
  },
};
