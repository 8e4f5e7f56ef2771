/**
 * What can be told of whatever a cell has thrown. It may be hostile, or broken: a proxy, getters that throw or never end, an
 * `inspect()` of its own. What is plain data is read without running anything; all else is asked for under a limit.
 */

import { inspect, types } from 'node:util';
import type { ThrownFacts } from './messages.js';
import { own } from './own.js';
import { cut, within } from './within.js';

/** The end of a cell that was interrupted. */
export const interrupted: ThrownFacts = { text: 'Interrupted', isInterrupt: true };

/** As many letters are told of a name, and of a message or a text. */
const NAME = 200;
const TEXT = 2 ** 16;

/** Never throws, and ends. */
export function factsOf(thrown: unknown): ThrownFacts {
  try {
    if (isInterrupt(thrown)) return interrupted;
    const isError = types.isNativeError(thrown) || hasErrorPrototype(thrown);
    const text = typeof thrown === 'string' ? thrown : within(() => inspect(thrown));
    if (!isError) return { text: cut(text ?? 'something that does not let itself be printed', TEXT) };
    const name = cut(textUnder(thrown, 'name') ?? 'Error', NAME);
    const message = cut(textUnder(thrown, 'message') ?? '', TEXT);
    return { name, message, text: cut(text ?? `${name}: ${message}`, TEXT) };
  } catch {
    // A cell has changed what this very function stands on.
    return { text: 'something that cannot be described' };
  }
}

function isInterrupt(thrown: unknown): boolean {
  return (
    types.isNativeError(thrown) &&
    (dataOf(thrown, 'code') === 'ERR_SCRIPT_EXECUTION_INTERRUPTED' ||
      dataOf(thrown, 'message') === 'Interrupted asynchronously')
  );
}

function hasErrorPrototype(thrown: unknown): boolean {
  for (let object = thrown; isAskable(object); object = own.prototype(object))
    if (object === own.Error.prototype) return true;
  return false;
}

/** The text under `key`: plain data is read, a getter is asked under the limit. */
function textUnder(thrown: unknown, key: 'name' | 'message'): string | undefined {
  const found = dataOf(thrown, key) ?? within(() => (thrown as Record<string, unknown>)[key]);
  return typeof found === 'string' ? found : undefined;
}

/** What is under `key`, of the object or what it inherits from, where that is plain data. */
function dataOf(thrown: unknown, key: string): unknown {
  for (let object = thrown; isAskable(object); object = own.prototype(object)) {
    const found = own.descriptor(object, key);
    if (found !== undefined) return found.value;
  }
  return undefined;
}

/** Whether something can be asked for its properties without running code of its own. */
function isAskable(value: unknown): value is object {
  return (
    ((typeof value === 'object' && value !== null) || typeof value === 'function') && !types.isProxy(value)
  );
}
