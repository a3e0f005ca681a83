// Loaded before a program: what its realm takes for granted cannot be changed any more.
for (const name of Object.getOwnPropertyNames(globalThis)) {
  const { value } = Object.getOwnPropertyDescriptor(globalThis, name); // no getter is asked: Node's of localStorage warns
  if (typeof value !== "function") continue;
  Object.freeze(value);
  if (value.prototype) Object.freeze(value.prototype);
}
