/**
 * What a story names, each thing once: two descriptions that say the same are one object. Looked up by what they say, so that
 * a story with thousands of aliases is told in time that grows as they do.
 */
import { sameData } from '../../units/same-data.js';
import { NAMED, type Sort, withRefs } from './fields.js';

export class Named {
  readonly all: Readonly<Record<Sort, object[]>> = { file: [], alias: [], mapping: [] };
  /** What was met as it is, and what stands for it. */
  readonly #met = new Map<unknown, unknown>();
  /** Things that are most likely the same, by what they say in short. */
  readonly #alike = new Map<string, object[]>();
  /** The number of each thing, which stands for it in what others say. */
  readonly #numbers = new Map<unknown, number>();

  /** The one object for all that are the same. */
  readonly theOne = (thing: unknown, sort: Sort): unknown => {
    if (typeof thing !== 'object' || thing === null) return thing;
    const met = this.#met.get(thing);
    if (met) return met;
    const whole = withRefs(thing, NAMED[sort], this.theOne) as object;
    const one = this.#known(whole, sort);
    this.#met.set(thing, one);
    return one;
  };

  #known(whole: object, sort: Sort): object {
    const key = `${sort} ${this.#inShort(whole, 0)}`;
    const alike = this.#alike.get(key);
    const known = alike?.find((other) => sameData(other, whole));
    if (known) return known;
    if (alike) alike.push(whole);
    else this.#alike.set(key, [whole]);
    this.#numbers.set(whole, this.#numbers.size);
    this.all[sort].push(whole);
    return whole;
  }

  /** The same text for data that are the same, and short: lists go by a number that is made of all they hold. */
  #inShort(value: unknown, depth: number): string {
    if (typeof value === 'string') return JSON.stringify(value);
    if (typeof value !== 'object' || value === null) return String(value);
    const number = this.#numbers.get(value);
    if (number !== undefined) return `#${number}`;
    if (depth === DEEPEST) return '{}';
    if (Array.isArray(value)) return `[${value.length} ${this.#mixed(value, depth)}]`;
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    const said = fields.map(([name, field]) => `${name}:${this.#inShort(field, depth + 1)}`);
    return `{${said.sort().join(',')}}`;
  }

  #mixed(list: readonly unknown[], depth: number): number {
    let sum = 0;
    for (const each of list) {
      const isNumber = typeof each === 'number';
      sum = (Math.imul(sum, MIXER) + (isNumber ? each : mixedLetters(this.#inShort(each, depth + 1)))) | 0;
    }
    return sum;
  }
}

/** What has a name has lists of records, and records in it; whatever is deeper is odd, and compared in full. */
const DEEPEST = 4;
const MIXER = 31;

function mixedLetters(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum = (Math.imul(sum, MIXER) + text.charCodeAt(at)) | 0;
  return sum;
}
