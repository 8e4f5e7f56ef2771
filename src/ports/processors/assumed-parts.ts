/** What of a row no source was read for, in the words of tables: parts of its geometry, its kind, its policies. */
import type { PolicyFacts, ProcessorRow } from './processor-row.js';

const POLICIES: Readonly<Record<keyof PolicyFacts, string>> = {
  write: 'write policy',
  allocation: 'allocation',
  replacement: 'replacement',
  inequivalentAliases: 'inequivalent aliases',
};

/**
 * Everything that is assumed of a CPU; empty where all was read. Which way is replaced is a question only where there are
 * several.
 * @example
 * assumedParts(findProcessor('SH7750')) // => []
 * assumedParts(findProcessor('FA526 (Gemini)')) // => ['ways', 'replacement']
 */
export function assumedParts({ source, policies, geometry }: ProcessorRow): readonly string[] {
  const names = Object.keys(POLICIES) as readonly (keyof PolicyFacts)[];
  const assumed = names.filter(
    (name) => policies?.[name]?.basis === 'assumed' && !(name === 'replacement' && geometry.ways === 1),
  );
  return [...source.unverified, ...assumed.map((name) => POLICIES[name])];
}
