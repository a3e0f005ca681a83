// Code in the colours of the pages, each with a contrast of at least 4.5 on its paper.

const theme = (name, type, { text, keyword, string, number, comment, title }) => ({
  name,
  type,
  colors: { "editor.foreground": text, "editor.background": type === "light" ? "#fffdf8" : "#211f1c" },
  tokenColors: [
    { settings: { foreground: text } },
    { scope: ["comment", "punctuation.definition.comment"], settings: { foreground: comment } },
    { scope: ["keyword", "storage", "keyword.operator.new"], settings: { foreground: keyword } },
    { scope: ["keyword.operator", "punctuation"], settings: { foreground: text } },
    { scope: ["string", "punctuation.definition.string"], settings: { foreground: string } },
    { scope: ["constant", "constant.numeric", "support.constant"], settings: { foreground: number } },
    { scope: ["entity.name.tag", "entity.name.class", "entity.name.type"], settings: { foreground: title } },
  ],
});

export const light = theme("paper", "light", {
  text: "#23201c",
  keyword: "#a13a10",
  string: "#2f6b34",
  number: "#1f5f9e",
  comment: "#6b645a",
  title: "#1f5f9e",
});

export const dark = theme("ink", "dark", {
  text: "#ece5d8",
  keyword: "#f29a5f",
  string: "#a5cf6e",
  number: "#79b4ec",
  comment: "#a49c8e",
  title: "#79b4ec",
});
