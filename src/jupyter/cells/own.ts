/**
 * Built-in functions as they are before the first cell runs: a cell that replaces `JSON.stringify` changes what it sees itself,
 * and not how the kernel is told of it. Whatever talks to the kernel calls these, with no prototype in between.
 */

import { writeSync } from 'node:fs';

const { call } = Function.prototype;

/** `method` as a function of what it is a method of. */
function unbound<This, Given extends unknown[], Result>(
  method: (this: This, ...given: Given) => Result,
): (self: This, ...given: Given) => Result {
  return call.bind(method as never) as never;
}

export const own = {
  write: writeSync,
  bytesOf: Buffer.from,
  stringify: JSON.stringify,
  Error,
  assign: Object.assign,
  create: Object.create,
  keys: Object.keys,
  hasOwn: Object.hasOwn,
  descriptor: Object.getOwnPropertyDescriptor,
  prototype: Object.getPrototypeOf,
  slice: unbound(String.prototype.slice),
  codeAt: unbound(String.prototype.charCodeAt),
  Promise,
  race: Promise.race.bind(Promise),
  setImmediate: globalThis.setImmediate,
  wait: Atomics.wait,
  load: Atomics.load,
  store: Atomics.store,
  now: performance.now.bind(performance),
  notify: Atomics.notify,
};
