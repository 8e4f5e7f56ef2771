/** The names that are completed are those that are known. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { KNOWN_PLANS } from '../../src/linux/known-plans.js';
import { allProcessors } from '../../src/ports/processors/index.js';

const text = readFileSync(new URL('../../src/fluent/names.ts', import.meta.url), 'utf8');

/** The literals of a type, as they stand in the file. */
function literalsOf(type: string): string[] {
  const [, union] = new RegExp(`export type ${type} =([^;]*);`).exec(text)!;
  return [...union!.matchAll(/'([^']*)'/g)].map(([, name]) => name!);
}

test.each([
  ['CpuName', allProcessors().flatMap(({ names }) => names)],
  ['PlanName', KNOWN_PLANS.map(({ name }) => name)],
])('%s has all of them, and no other', (type, known) => {
  expect(literalsOf(type).sort()).toEqual([...new Set(known)].sort());
});
