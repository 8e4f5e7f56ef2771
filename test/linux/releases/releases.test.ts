/** The table of releases: complete, each value with its source, and each release with something of its own. */
import { describe, expect, it } from 'vitest';
import '../../../src/mail/index.js';
import { daxFile } from '../../../src/fluent/dax-file.js';
import { processor } from '../../../src/fluent/processor.js';
import { scenario } from '../../../src/fluent/scenario.js';
import { HISTORIES } from '../../../src/linux/releases/histories.js';
import { ERAS, isUpTo, nearestEra, notAnEra, RELEASES } from '../../../src/linux/releases/index.js';
import type { History } from '../../../src/linux/releases/release.js';

const histories = Object.entries(HISTORIES).flatMap(([part, values]) =>
  Object.entries(values as Record<string, History<unknown>>).map(([name, history]) => ({
    name: `${part}.${name}`,
    history,
  })),
);

describe('the histories', () => {
  it.each(histories)(
    '$name begins with the oldest release, goes on in order, and says nothing twice',
    ({ history }) => {
      const since = history.map(([era]) => era);
      const values = history.map(([, value]) => JSON.stringify(value));

      expect(since[0]).toBe('4.3');
      expect(since).toEqual(ERAS.filter((era) => since.includes(era)));
      expect(values.filter((value, nth) => value === values[nth - 1])).toEqual([]);
    },
  );

  it.each(histories)(
    '$name names a file, and the release in which it was read, for each value',
    ({ history }) => {
      for (const [, , source] of history) expect(source).toMatch(/[a-z*]+\/[\w./*-]+|\.[ch]\b/);
      for (const [, , source] of history) expect(source).toMatch(/\b[4-7]\.\d+\b/);
    },
  );

  it('give each release something of its own', () => {
    const alike = ERAS.slice(1).filter(
      (era, nth) => JSON.stringify(RELEASES[era]) === JSON.stringify(RELEASES[ERAS[nth]!]),
    );

    expect(alike).toEqual([]);
  });
});

describe('a release that is none of these', () => {
  it.each([
    ['4.4.70', '4.4'],
    ['v4.5', '4.5'],
    ['4.8', '4.5'],
    ['4.15', '4.10'],
    ['5.10', '5.4'],
    [5.15, '5.13'],
    ['5.15.0-rc1', '5.13'],
    ['6.8', '6.6'],
    ['6.12', '6.9'],
    ['7.0', '6.19'],
    ['9.9', '7.1'],
    ['2.6.32', '4.3'],
  ])('%j is told as %s', (typed, nearest) => {
    expect(nearestEra(typed)).toBe(nearest);
  });

  it.each([['mail'], [''], [undefined], [null], [{}], [{ toString: () => '4.5' }], ['4'], ['4.5555']])(
    '%j is no release',
    (typed) => {
      expect(nearestEra(typed)).toBeUndefined();
    },
  );

  it('is told which to take, and why', () => {
    const names = "'4.3', '4.4', '4.5', '4.9', '4.10', '5.4', '5.13', '6.6', '6.9', '6.19', '7.1'";

    expect(notAnEra('5.10')).toBe(
      `era '5.10' is none of ${names}: take '5.4', the nearest before it that was read`,
    );
    expect(notAnEra('3.2')).toBe(`era '3.2' is none of ${names}: take '4.3', the oldest that was read`);
    expect(notAnEra('4.3.6')).toBe(`era '4.3.6' is none of ${names}: take '4.3', the release that it is of`);
    expect(notAnEra('mail')).toBe(`era 'mail' is none of ${names}`);
  });

  it('is as old as releases before it, and older than those after', () => {
    expect([
      isUpTo('4.5', '4.5'),
      isUpTo('4.10', '4.9'),
      isUpTo('4.9', '6.19'),
      isUpTo('7.1', '6.19'),
    ]).toEqual([true, false, true, false]);
  });
});

describe('a story of each release', () => {
  const told = scenario(processor('SH7750')).write(daxFile('mail.dat'), 'hello');

  it.each(ERAS)('of %s is read again from its data and from its letters', (era) => {
    const story = told.era(era);
    const letters = /again '([^']*)'/.exec(story.run().toMail().replaceAll('\n', ' '))![1]!;

    expect(scenario(story.toJSON()).toJSON()).toEqual(story.toJSON());
    expect(scenario(letters).run().engine.scenario.linux ?? { era: '4.5', mount: 'dax' }).toEqual({
      era,
      mount: 'dax',
    });
  });

  it('of version 0.1.0 had one of six', () => {
    const stored = told.era('4.10').toJSON();

    for (const era of ['4.3', '4.4', '4.5', '4.9', '4.10', '6.19'] as const) {
      expect(scenario({ ...stored, linux: { era, mount: 'dax' } }).run().coherent).toBe(true);
    }
  });
});
