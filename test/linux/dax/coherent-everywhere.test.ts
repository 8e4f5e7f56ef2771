/**
 * Under a coherent strategy a file is a plain array of bytes, on every CPU of the atlas that has a data cache: through
 * read() and through shared mappings, with faults, truncation and unmapping in between. Which strategy is one where:
 *
 *     uncached()    everywhere
 *     two aliases flushed before, the kernel's after a write     wherever users agree with one another
 *     congruent()   physical tags, where mmap() colors
 *
 * Users agree with one another where tags are physical and mmap() colors, or nothing has a color; elsewhere one mapping
 * alone is tried (facts 7.2 and 7.3).
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processor } from '../../../src/fluent/processor.js';
import { scenario } from '../../../src/fluent/scenario.js';
import { congruent, flushPlan, none, type StrategyChoice, uncached } from '../../../src/fluent/strategies.js';
import { Layout } from '../../../src/linux/layout.js';
import { allProcessors } from '../../../src/ports/processors/index.js';
import {
  type MappedProgram,
  mappedFile,
  mappedNaively,
  mappedProgram,
  mappedStory,
} from './mapped-programs.js';

const CPUS = allProcessors()
  .filter(({ cache }) => cache)
  .map(({ name }) => {
    const machine = processor(name).describe();
    const layout = new Layout(machine);
    const isPhysical = machine.cache.organization !== 'VIVT';
    const isColored = layout.colors === 1 || layout.mmapModulus() >= layout.colors * machine.pageSize;
    // Where hardware traps, no second copy is ever seen.
    const aliases = (!isPhysical || layout.colors > 1) && machine.cache.onAlias === undefined;
    return { name, machine, isVirtuallyTagged: !isPhysical, usersAgree: isPhysical && isColored, aliases };
  });

const X86 = CPUS.filter(({ machine }) => machine.port === 'x86');

const TWO_ALIASES = flushPlan({
  beforeRead: { user: 'flush', kernel: 'flush' },
  beforeWrite: { user: 'flush', kernel: 'flush' },
  afterWrite: { kernel: 'flush' },
});
const FEW = { numRuns: 4 };

function check(cpu: (typeof CPUS)[number], strategy: StrategyChoice, program: MappedProgram): void {
  const { machine, usersAgree } = cpu;
  const windowed = strategy.toJSON().kind === 'congruent';
  const { told } = mappedNaively(program, machine.pageSize, usersAgree, windowed);

  const story = mappedStory(scenario(machine), program, machine.pageSize, usersAgree).using(strategy);
  const run = story.run({ log: 'counts' });

  expect(run.steps.map(({ returned }) => returned)).toEqual(told.map(({ returned }) => returned));
  expect(run.steps.map(({ read }) => read && [...read])).toEqual(told.map(({ bytes }) => bytes));
  expect([run.staleLoads, run.lost]).toEqual([0, []]);
}

/**
 * META 1.2 has virtual tags, and its flush_cache_range() flushes the whole cache (arch/metag/include/asm/cacheflush.h); the
 * data of the calls do not have it, so that lines stay at addresses that lead elsewhere.
 */
const WITHOUT_CALLS = ['META 1.2 (ATP)'];
const holds = (cpu: (typeof CPUS)[number], strategy: StrategyChoice) =>
  fc.assert(
    fc.property(mappedProgram, (program) => check(cpu, strategy, program)),
    FEW,
  );

describe('a file is its bytes', () => {
  it('on some ninety CPUs', () => {
    expect(CPUS.length).toBeGreaterThan(80);
  });

  it.each(CPUS)('uncached, on $name', (cpu) => holds(cpu, uncached()));

  it.each(CPUS.filter(({ name }) => !WITHOUT_CALLS.includes(name)))(
    'with two aliases flushed before and the kernel’s after a write, on $name',
    (cpu) => holds(cpu, TWO_ALIASES),
  );

  it.each(CPUS.filter(({ usersAgree }) => usersAgree))('through a congruent window, on $name', (cpu) =>
    holds(cpu, congruent()),
  );

  it.each(CPUS.filter(({ aliases }) => !aliases))(
    'with no care at all, on $name, where nothing aliases',
    (cpu) => holds(cpu, none()),
  );
});

describe('a file is not its bytes', () => {
  const many = { numRuns: 60 };
  const goesWrong = (cpu: (typeof CPUS)[number], strategy: StrategyChoice) =>
    fc.check(
      fc.property(mappedProgram, (program) => check(cpu, strategy, program)),
      { ...many, endOnFailure: true },
    ).failed;

  // Caches that write through go wrong too (facts 7.1), but only where a load comes first: too seldom to be met by chance.
  const writesBack = CPUS.filter(({ machine }) => machine.cache.write === 'back');

  it.each(writesBack.filter(({ aliases }) => aliases))('with no care at all, on $name', (cpu) => {
    expect(goesWrong(cpu, none())).toBe(true);
  });

  it.each(writesBack.filter(({ isVirtuallyTagged }) => isVirtuallyTagged))(
    'through a congruent window on virtual tags, on $name',
    (cpu) => {
      expect(goesWrong(cpu, congruent())).toBe(true);
    },
  );

  it('through a congruent window where mmap() does not color, on Nios II', () => {
    const nios = CPUS.find(({ name }) => name === 'Nios II/f (10m50 devboard)')!;

    expect(goesWrong(nios, congruent())).toBe(true);
  });
});

describe('what fsync() promised', () => {
  /**
   * Uncached stores reach memory; and on x86 what a store left in a cache without aliases is written back, from 4.9 on: in
   * 4.5 fsync() knows nothing of the last bytes that a write() has left there.
   */
  const DURABLE = [
    ...CPUS.map((cpu) => ({ ...cpu, strategy: uncached(), era: '4.5' as const })),
    ...X86.map((cpu) => ({ ...cpu, strategy: none(), era: '4.9' as const })),
  ];

  it.each(DURABLE)('is in the file after a power cut, $strategy, on $name', ({ strategy, era, ...cpu }) => {
    fc.assert(
      fc.property(mappedProgram, (program) => {
        const { naive } = mappedNaively(program, cpu.machine.pageSize, cpu.usersAgree, false);
        const file = mappedFile(program, cpu.machine.pageSize);

        const story = mappedStory(scenario(cpu.machine), program, cpu.machine.pageSize, cpu.usersAgree);
        const run = story
          .using(strategy)
          .era(era)
          .fsync(file)
          .crash()
          .read(file, '1 MiB')
          .run({ log: 'counts' });

        expect(run.missing).toEqual([]);
        expect([...run.steps.at(-1)!.read!]).toEqual(
          Array.from({ length: naive.size }, (_, at) => naive.byte(at)),
        );
      }),
      FEW,
    );
  });
});
