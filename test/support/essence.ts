/** All that a model or a file of it is, but for the time that its epochs took. */
export const essence = (model: unknown): string =>
  JSON.stringify(model, (key, value) => (key === "seconds" ? 0 : value));
