/** Questions that were stored or mailed: their shape is looked at before anything is made of them. */
import { isAlias } from '../linux/alias.js';
import { isFilePage } from '../linux/dax-file.js';
import { checkNames, isPlainObject } from '../units/options.js';
import { asTyped, type Problems } from '../units/problems.js';
import { allOf } from '../units/words.js';
import type { Act, Question } from './question.js';

const FIELDS = Object.keys({
  ...{ machine: true, linux: true, users: true, also: true, transfers: true, acts: true, strategy: true },
  ...{ concurrent: true, speculative: true, durable: true, pinned: true },
} satisfies Record<keyof Question, true>);
const MODES = ['concurrent', 'speculative', 'durable'] as const;

const THROUGH_ALIAS = allOf<Extract<Act, { readonly alias: unknown }>['do']>({
  ...{ load: true, store: true, clean: true, invalidate: true, flush: true, fetch: true, barrier: true },
});
const ON_CACHE = allOf<Exclude<Act['do'], 'switch' | (typeof THROUGH_ALIAS)[number]>>({
  ...{ 'clean cache': true, 'invalidate cache': true, 'flush cache': true },
});

/** Adds to `problems` what keeps stored data from being a question; machine, strategy, users and pins are looked at elsewhere. */
export function checkStored(question: Readonly<Record<string, unknown>>, problems: Problems): void {
  checkNames(question, FIELDS, 'question', problems);
  for (const mode of MODES) {
    const value = question[mode];
    problems.unless(
      value === undefined || typeof value === 'boolean',
      `question: ${mode} ${asTyped(value)} is neither true nor false`,
    );
  }
  each(question.acts, 'acts', problems, isAct, 'something that can be done');
  each(question.transfers, 'transfers', problems, isPage, 'a page of a file, { file, page }');
}

function each(
  list: unknown,
  name: string,
  problems: Problems,
  isOne: (value: unknown) => boolean,
  what: string,
): void {
  if (list === undefined) return;
  if (!problems.unless(Array.isArray(list), `question: ${name} ${asTyped(list)} is no list`)) return;
  for (const [i, value] of (list as unknown[]).entries())
    problems.unless(isOne(value), `question: ${name}, ${i + 1}: ${asTyped(value)} is not ${what}`);
}

function isAct(value: unknown): value is Act {
  if (!isPlainObject(value)) return false;
  const { do: what, alias, process, flushes, ...rest } = value;
  if (Object.keys(rest).length > 0) return false;
  if (what === 'switch') {
    const isProcess = Number.isSafeInteger(process) && (process as number) > 0;
    return isProcess && typeof flushes === 'boolean' && alias === undefined;
  }
  if (process !== undefined || flushes !== undefined) return false;
  if ((ON_CACHE as readonly unknown[]).includes(what)) return alias === undefined;
  return (THROUGH_ALIAS as readonly unknown[]).includes(what) && isAlias(alias);
}

function isPage(value: unknown): boolean {
  return isFilePage(value) && Number.isSafeInteger(value.page);
}
