/**
 * Whether a line of the process of the cells says what such lines say. A cell can write to the same descriptor, so nothing is taken on
 * trust: what is no such line is left out.
 */

import { isRecord } from '../../units/is-record.js';
import type { CellDone, ThrownFacts, Unhandled, Verb } from '../cells/messages.js';
import type { Json } from '../wire.js';

/** What each verb brings along. */
export interface Said {
  stream: { readonly name: 'stdout' | 'stderr'; readonly text: string };
  display_data: Json;
  update_display_data: Json;
  unhandled: Unhandled;
  done: CellDone;
  log: string;
  ready: null;
}

/** What a line brings along; undefined where it is not of its verb's shape. */
export function contentOf<V extends Verb>(verb: V, json: string): Said[V] | undefined {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch {
    // Cut off, or never ours.
    return undefined;
  }
  return Object.hasOwn(shapes, verb) && shapes[verb](content) ? (content as Said[V]) : undefined;
}

const shapes: Readonly<Record<Verb, (content: unknown) => boolean>> = {
  ready: (content) => content === null,
  log: (content) => typeof content === 'string',
  stream: (content) =>
    isRecord(content) &&
    (content.name === 'stdout' || content.name === 'stderr') &&
    typeof content.text === 'string',
  display_data: (content) => isShown(content) && isRecord(content.transient),
  update_display_data: (content) => isShown(content) && isRecord(content.transient),
  unhandled: (content) => isRecord(content) && typeof content.what === 'string' && isThrown(content.thrown),
  done: (content) =>
    isRecord(content) &&
    Array.isArray(content.names) &&
    content.names.every((name) => typeof name === 'string') &&
    (content.shown === undefined || isShown(content.shown)) &&
    (content.thrown === undefined || isThrown(content.thrown)),
};

function isShown(value: unknown): value is Json {
  return isRecord(value) && isRecord(value.data) && isRecord(value.metadata);
}

function isThrown(value: unknown): value is ThrownFacts {
  if (!isRecord(value) || typeof value.text !== 'string') return false;
  return [value.name, value.message].every((each) => each === undefined || typeof each === 'string');
}
