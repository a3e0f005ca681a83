// The pages of the site: where each comes from, and its place in the sidebar. Their texts are the files of docs/, the
// README and this folder's pages/; nothing is written twice.

/** Groups of the sidebar, each page as [address, source]; a page's title is its first heading, unless a shorter one stands third. */
export const SIDEBAR = [
  {
    text: "Begin",
    pages: [
      ["introduction", "README.md", "Introduction"],
      ["training", "docs/training.md", "Training"],
      ["data", "docs/data.md"],
      ["spreadsheet", "docs/spreadsheet.md", "From a spreadsheet"],
      ["embeddings", "docs/embeddings.md", "From embeddings"],
      ["runtimes", "docs/runtimes.md"],
      ["command-line", "docs/command-line.md"],
    ],
  },
  {
    text: "Guides",
    pages: [
      ["guides/page", "site/pages/guides/page.md"],
      ["guides/server", "site/pages/guides/server.md"],
      ["guides/edge", "site/pages/guides/edge.md"],
      ["guides/teacher", "site/pages/guides/teacher.md"],
      ["from-scikit-learn", "docs/from-scikit-learn.md", "From scikit-learn"],
      ["streams", "docs/streams.md", "Streams"],
      ["cluster", "docs/cluster.md", "On a cluster"],
      ["guides/embedded", "site/pages/guides/embedded.md"],
    ],
  },
  {
    text: "Data in",
    pages: [
      ["table", "docs/table.md", "Tables"],
      ["svmlight", "docs/svmlight.md", "svmlight files"],
      ["npy", "docs/npy.md", "numpy and IDX files"],
      ["arrow", "docs/arrow.md", "Arrow and Parquet"],
      ["features", "docs/features.md", "Features"],
      ["pipeline", "docs/pipeline.md", "Pipelines"],
    ],
  },
  {
    text: "Models",
    pages: [
      ["rules", "docs/rules.md", "Other learning rules"],
      ["living-models", "docs/living-models.md"],
      ["calibration", "docs/calibration.md", "Calibration"],
      ["metrics", "docs/metrics.md", "Metrics"],
      ["separability", "docs/separability.md", "Separability"],
      ["sklearn", "docs/sklearn.md", "Exact scikit-learn"],
      ["logic", "docs/logic.md", "Logic"],
      ["network", "docs/network.md", "Networks"],
      ["hebb", "docs/hebb.md", "Hebb's rule"],
    ],
  },
  {
    text: "Models out",
    pages: [
      ["files", "docs/files.md", "Saving models"],
      ["predict", "docs/predict.md", "Only the answers"],
      ["export", "docs/export.md", "Export and import"],
      ["threads-and-workers", "docs/threads-and-workers.md"],
    ],
  },
  {
    text: "What holds it",
    pages: [
      ["guarantees", "docs/guarantees.md", "Guarantees"],
      ["performance", "docs/performance.md", "Performance"],
      ["comparison", "site/pages/comparison.md"],
      ["errors", "docs/errors.md", "Error codes"],
      ["design", "docs/design.md"],
    ],
  },
];

/** The front page, which stands in no group. */
export const FRONT = ["index", "site/pages/index.md"];
