/** What is decided of a CPU, and why Linux thinks otherwise of some. */
import { describe, expect, test } from 'vitest';
import { Processor } from '../../src/fluent/processor.js';
import { allProcessors, type ProcessorRow } from '../../src/ports/processors/index.js';
import { decideCpu } from '../../src/prove/atlas.js';

const rowOf = (name: string) => allProcessors().find((row) => row.name.startsWith(name))!;
function decided(row: ProcessorRow) {
  const { row: its, ...verdict } = decideCpu(row, new Processor(row, row.name).describe());
  expect(its).toBe(row);
  return verdict;
}

const NEVER = {
  aliasing: false,
  congruentSuffices: true,
  fewest: 0,
  plan: 'does nothing',
  fewestSpeculative: 0,
  coherentConcurrent: 3 ** 8,
  assumed: [],
  dependsOn: [],
};

describe('a CPU', () => {
  test('of several colors takes four points, or a congruent window; no plan will do beside a user that runs', () => {
    expect(decided(rowOf('SH7750/SH7751'))).toEqual({
      aliasing: true,
      congruentSuffices: true,
      fewest: 4,
      plan: 'before-read:user=clean,after-read:kernel=invalidate,before-write:user=flush,after-write:kernel=flush',
      fewestSpeculative: 6,
      coherentConcurrent: 0,
      linux: true,
      why: '',
      assumed: [],
      dependsOn: [],
    });
  });

  test('with virtual tags is not helped by a congruent window', () => {
    expect(decided(rowOf('ARM926EJ-S'))).toMatchObject({
      aliasing: true,
      congruentSuffices: false,
      fewest: 3,
      why: '',
    });
  });

  test('that never aliases takes nothing, whatever else happens; Linux may say that it does', () => {
    expect(decided(rowOf('Cortex-A9'))).toEqual({ ...NEVER, linux: false, why: '' });
    expect(decided(rowOf('68040'))).toEqual({
      ...NEVER,
      linux: true,
      why: 'the port says true of every CPU; of this one its index is physical',
    });
    expect(decided(rowOf('SH7708'))).toEqual({
      ...NEVER,
      assumed: ['allocation'],
      linux: true,
      why: 'the port says true of every CPU; of this one its way is no larger than a page',
    });
  });

  test('of one way no larger than a page never holds two names of a byte, virtual tags or not', () => {
    const sh = rowOf('SH7708');
    const { cache } = rowOf('ARM926EJ-S');
    const ofOneWay: ProcessorRow = {
      ...sh,
      kind: 'VIVT',
      geometry: { ...sh.geometry, ways: 1 },
      cache: { ...cache!, size: 4096, ways: 1, writeAllocate: true },
    };

    expect(decided(ofOneWay)).toMatchObject({
      aliasing: false,
      linux: true,
      why: 'virtual tags, but one way: two names of a byte push each other out and are never held together',
    });
  });

  test('that aliases is none to a port that says of all its CPUs that they do not', () => {
    expect(decided(rowOf('ARC700 64K'))).toMatchObject({
      aliasing: true,
      linux: false,
      why: 'the port says false (dcache); icache: true of every CPU, whatever its cache',
    });
  });
});
