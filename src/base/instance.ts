import { named } from "./errors.js";
import { notAnInstance } from "./texts.js";

export type Class = abstract new (...args: never) => object;
type Method = (this: unknown, ...args: unknown[]) => unknown;

/** By class, the key under which an instance has a function that returns it, whatever Proxy is asked. */
const keys = /* @__PURE__ */ new Map<Class, symbol>();

/**
 * A kind of object that no structured clone is made of, and of which nothing else shows: not even in the stack of an error,
 * where an iterator would be "Array Iterator.fit". Workers with a compatibility date before 2025-05-05 have none.
 */
const Unclonable = (globalThis.WeakRef ?? Object) as unknown as new (of: object) => object;

/**
 * What a public class extends. Its methods and attributes work through a Proxy, such as a framework puts around what it
 * observes: private fields alone would not. An unbound method throws {KindError} NOT_AN_INSTANCE. A structured clone, which
 * would be {} without a word, is refused by the engine.
 */
export abstract class Instance extends Unclonable {
  /** @internal */
  constructor(ofClass: Class) {
    const key = keys.get(ofClass) ?? guard(ofClass);
    super(guard);
    // Frameworks put a Proxy around each object that they read, but not around a function.
    Object.defineProperty(this, key, { value: () => this });
  }
}

/** Gives a class, at its first instance, methods and attributes that look for the instance. @returns its key */
function guard(ofClass: Class): symbol {
  const { name, prototype } = ofClass as Class & { prototype: object };
  const key = Symbol(name);
  keys.set(ofClass, key);
  Object.setPrototypeOf(Instance.prototype, Object.prototype); // nothing of WeakRef's own
  const guarded = (property: string | symbol, method: Method): Method => {
    const wrapper = {
      call(this: unknown, ...args: unknown[]): unknown {
        const instance = (this as { [key]?: () => unknown } | undefined)?.[key]?.();
        if (instance === undefined) {
          const called = String(property);
          throw named(`${name}.${called}`, notAnInstance(name, called, this));
        }
        return method.apply(instance, args);
      },
    }.call;
    return Object.defineProperties(wrapper, Object.getOwnPropertyDescriptors(method));
  };
  for (let p = prototype; p !== Instance.prototype; p = Object.getPrototypeOf(p)) {
    for (const property of Reflect.ownKeys(p)) {
      if (property === "constructor" || (p !== prototype && Object.hasOwn(prototype, property))) continue;
      const descriptor = Object.getOwnPropertyDescriptor(p, property) as PropertyDescriptor;
      const kind = descriptor.get ? "get" : "value";
      const method = guarded(property, descriptor[kind]);
      Object.defineProperty(prototype, property, { ...descriptor, [kind]: method });
    }
  }
  return key;
}
