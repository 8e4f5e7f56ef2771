/** A command line takes every word that the library has: there is one list of each. */

import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { optionWord, wordOf } from '../../src/cli/option-words.js';
import { cacheOf, conventionOf, readsTrace } from '../../src/cli/trace-options.js';
import { REPLACEMENTS } from '../../src/hardware/cache-description.js';
import { CONVENTIONS } from '../../src/replay/convention.js';
import { TRACE_FORMATS } from '../../src/replay/formats/index.js';

describe('an option takes', () => {
  it.each(REPLACEMENTS)('the policy %s', async (replacement) => {
    const cache = await cacheOf(`1KiB:4:32:${replacement.toUpperCase()}`, { writeAllocate: true });

    expect(cache.replacement).toBe(replacement);
  });

  it.each(CONVENTIONS)('the convention %s, without a space', (convention) => {
    expect(conventionOf(convention.replaceAll(' ', '-'), '')).toBe(convention);
  });

  it('every form of trace', () => {
    const [format] = readsTrace(new Command('read')).options;

    expect(format!.argChoices).toEqual(TRACE_FORMATS);
  });
});

describe('a word of the library', () => {
  it('has no space on a command line', () => {
    expect(optionWord('virtual index')).toBe('virtual-index');
  });

  it('is found by what was typed, and nothing else is', () => {
    const words = ['none', 'virtual index'] as const;

    expect(wordOf(words, 'virtual-index')).toBe('virtual index');
    expect(wordOf(words, 'virtual index')).toBeUndefined();
    expect(wordOf(words, 'some')).toBeUndefined();
  });
});
