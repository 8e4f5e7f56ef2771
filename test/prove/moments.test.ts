/** What may happen of itself, and what the kernel does step by step: listed, for questions of every sort. */
import { describe, expect, test } from 'vitest';
import { alias } from '../../src/fluent/alias.js';
import { cache } from '../../src/fluent/cache.js';
import { daxFile } from '../../src/fluent/dax-file.js';
import { machine } from '../../src/fluent/machine.js';
import { processor } from '../../src/fluent/processor.js';
import { completePlan } from '../../src/linux/strategies/flush-plan.js';
import { kernelPrograms } from '../../src/prove/kernel-program.js';
import { LineModel } from '../../src/prove/line-model.js';
import { lineQuestionsOf } from '../../src/prove/line-question.js';
import { type Moment, momentsBetween, momentsOutside } from '../../src/prove/moments.js';
import type { Question } from '../../src/prove/question.js';
import { edgesOf } from '../../src/prove/search.js';
import { asked, page } from './questions.js';

const sh4 = processor('SH7750').describe();
const a9 = processor('Cortex-A9').describe();
const twoCores = { ...a9, cores: { count: 2, snoops: 'physical address' as const } };
const plan = completePlan({
  beforeRead: { user: 'clean', kernel: 'invalidate' },
  afterWrite: { kernel: 'flush', user: 'invalidate' },
});

function about(question: Question) {
  const line = lineQuestionsOf(question)[0]!;
  const model = new LineModel(line);
  const name = (number: number) => line.aliases[number]?.description.name;
  const told = ({ core, alias: of, by, action }: Moment) =>
    `${model.cores > 1 ? `core ${core}: ` : ''}${by}, ${name(of)}: ${action}`;
  return {
    outside: () => momentsOutside(model, line).map(told),
    between: (byte: 0 | 1) => momentsBetween(model, line, { page: 0, byte }).map(told),
    programs: () =>
      kernelPrograms(line).map(({ rw, byte, steps }) => [
        `${rw} ${byte}`,
        ...steps.map(({ alias: of, action }) => `${name(of)} ${action}`),
      ]),
    edges: () =>
      edgesOf(model, line).map((from) =>
        from.map(({ moment, pc, cost }) => `${told(moment)} -> ${pc}, ${cost}`),
      ),
  };
}

const USER = ['user, user: load 0', 'user, user: store 0', 'user, user: load 1', 'user, user: store 1'];

describe('what may happen outside of the kernel', () => {
  test('are loads and stores of either byte by users, and evictions from each place', () => {
    expect(about(asked(sh4, 'different')).outside()).toEqual([
      ...USER,
      'hardware, user: evict',
      'hardware, kernel: evict',
    ]);
    // Aliases of one color share a place.
    expect(about(asked(sh4, 'same')).outside()).toEqual([...USER, 'hardware, user: evict']);
  });

  test('are fetches where hardware speculates, through every alias that is cached', () => {
    const fetched = (strategy: Question['strategy']) =>
      about(asked(sh4, 'different', strategy, { speculative: true }))
        .outside()
        .filter((told) => told.endsWith('fetch'));

    expect(fetched({ kind: 'none' })).toEqual(['hardware, user: fetch', 'hardware, kernel: fetch']);
    expect(fetched({ kind: 'uncached', who: 'user' })).toEqual(['hardware, kernel: fetch']);
  });

  test('are on any core, or on that which somebody is pinned to; hardware is on each', () => {
    const told = about(
      asked(twoCores, 'same', { kind: 'none' }, { pinned: { users: 1 }, speculative: true }),
    ).outside();

    expect(told).toEqual([
      ...USER.map((does) => `core 1: ${does}`),
      'core 0: hardware, user: evict',
      'core 1: hardware, user: evict',
      'core 1: hardware, user: fetch',
      'core 0: hardware, kernel: fetch',
      'core 1: hardware, kernel: fetch',
    ]);
  });

  test('are what the kernel does through another alias: of its own accord, or as far as an act says', () => {
    const driver = alias(page).kernel(0xc000_1000).named('driver').describe();
    const free = about(asked(sh4, 'different', { kind: 'none' }, { also: [driver] })).outside();
    const acts = (durable: boolean) =>
      about({
        ...asked(sh4, 'different', { kind: 'none' }, { durable }),
        acts: [
          { do: 'load', alias: driver },
          { do: 'clean', alias: driver },
          { do: 'fetch', alias: driver },
          { do: 'barrier', alias: driver },
          { do: 'flush cache' },
          { do: 'switch', process: 7, flushes: true },
        ],
      }).outside();
    const byOthers = (told: string[]) =>
      told.filter((does) => does.startsWith('other') || does.endsWith('fetch'));

    expect(byOthers(free)).toEqual(
      [0, 1].flatMap((byte) => ['load', 'store'].map((verb) => `other, driver: ${verb} ${byte}`)),
    );
    expect(
      acts(false).filter((does) => !/^(user|other|hardware), (user|driver|kernel): /.test(does)),
    ).toEqual([]);
    expect(byOthers(acts(false))).toEqual([
      'other, driver: load 0',
      'other, driver: load 1',
      'other, driver: clean',
      // A whole cache is nobody's alias: it is told of the first.
      'other, user: flush cache',
      'hardware, driver: fetch',
    ]);
    expect(byOthers(acts(true)).filter((does) => does.includes('barrier'))).toEqual([
      'other, driver: barrier 0',
      'other, driver: barrier 1',
    ]);
  });

  test('are acts of users through their own aliases, and switches to their processes', () => {
    const first = asked(sh4, 'different').users[0]!;
    const second = { ...asked(sh4, 'same').users[0]!, name: 'second', process: 2 };
    const told = about({
      ...asked(sh4, 'different'),
      users: [first, second],
      acts: [
        { do: 'load', alias: first },
        { do: 'flush', alias: second },
        { do: 'switch', process: 2, flushes: true },
        { do: 'switch', process: 1, flushes: false },
      ],
    }).outside();

    expect(told.slice(4)).toEqual([
      ...USER.map((does) => does.replace(', user', ', second')),
      'user, second: flush',
      // Processes are counted as aliases are.
      'other, second: switch',
      'other, user: switch without a flush',
      'hardware, user: evict',
      'hardware, second: evict',
    ]);
  });
});

describe('what may happen between two steps of the kernel', () => {
  test('are evictions; and users, where they run then, at the other byte', () => {
    const between = (modes: Partial<Question>, byte: 0 | 1) =>
      about({ ...asked(sh4, 'different'), ...modes }).between(byte);
    const evictions = ['hardware, user: evict', 'hardware, kernel: evict'];

    expect(between({}, 0)).toEqual(evictions);
    expect(between({ concurrent: true }, 0)).toEqual([...evictions, ...USER.slice(2)]);
    expect(between({ concurrent: true }, 1)).toEqual([...evictions, ...USER.slice(0, 2)]);
  });

  test('are neither users nor fetches through their aliases while their mappings are gone', () => {
    const revoked = asked(
      sh4,
      'different',
      { kind: 'flush plan', plan, revokes: true },
      { concurrent: true, speculative: true },
    );

    expect(about(revoked).between(0)).toEqual([
      'hardware, user: evict',
      'hardware, kernel: evict',
      'hardware, kernel: fetch',
    ]);
    expect(about(revoked).outside()).toContain('hardware, user: fetch');
  });
});

describe('what the kernel does', () => {
  test('is a read and a write of either byte, with the maintenance of its strategy around', () => {
    expect(about(asked(sh4, 'different', { kind: 'flush plan', plan })).programs()).toEqual([
      ['read 0', 'user clean', 'kernel invalidate', 'kernel load 0'],
      ['read 1', 'user clean', 'kernel invalidate', 'kernel load 1'],
      ['write 0', 'kernel store 0', 'kernel flush', 'user invalidate'],
      ['write 1', 'kernel store 1', 'kernel flush', 'user invalidate'],
    ]);
  });

  test('is done to the pages that it transfers, users or not, and to the aliases of that page alone', () => {
    const strategy = { kind: 'flush plan', plan } as const;
    const nobody = { ...asked(sh4, 'different', strategy), users: [], transfers: [page] };
    // On virtual tags one address of two processes leads to either page.
    const on = machine(cache().vivt()).port('sh').describe();
    const second = { file: daxFile('asked.dat').pages(2).describe(), page: 1 };
    const users = [page, second].map((of, nth) => ({
      ...asked(on, 'different').users[0]!,
      ...{ of, name: `user ${nth}`, process: 1 + nth },
    }));
    const both = about({ ...asked(on, 'different', strategy), users }).programs();

    expect(about(nobody).programs()[0]).toEqual(['read 0', 'kernel invalidate', 'kernel load 0']);
    expect(about(nobody).programs()).toHaveLength(4);
    expect(both.map(([, first]) => first)).toEqual([
      ...['user 0 clean', 'user 0 clean', 'kernel store 0', 'kernel store 1'],
      ...['user 1 clean', 'user 1 clean', 'kernel store 0', 'kernel store 1'],
    ]);
  });

  test('ends a write with a barrier where power may be cut; x86 writes back before, a byte by itself since 4.12', () => {
    const writes = (machine: Question['machine'], durable: boolean, linux?: Question['linux']) =>
      about({ ...asked(machine, 'same', { kind: 'none' }, { durable }), ...(linux && { linux }) })
        .programs()
        .slice(2, 3)
        .flat();
    const x86 = processor('Ice Lake').describe();

    expect(writes(a9, false)).toEqual(['write 0', 'kernel store 0']);
    expect(writes(a9, true)).toEqual(['write 0', 'kernel store 0', 'kernel barrier 0']);
    expect(writes(a9, true, { era: '4.9', mount: 'dax' })).toEqual(['write 0', 'kernel store 0']);
    expect(writes(x86, true)).toEqual(['write 0', 'kernel store 0', 'kernel barrier 0']);
    expect(writes(x86, true, { era: '4.10', mount: 'dax' })).toEqual([
      'write 0',
      'kernel store 0',
      'kernel clean',
    ]);
    expect(about(asked(x86, 'same')).programs()[0]).toEqual(['read 0', 'kernel load 0']);
  });

  test('begins at a cost of one step, goes on at none, and comes back to where it began', () => {
    const plan = completePlan({ afterRead: { kernel: 'clean' } });
    const [outside, ...inside] = about(asked(a9, 'same', { kind: 'flush plan', plan })).edges();

    expect(outside!.slice(4)).toEqual([
      'hardware, user: evict -> 0, 1',
      'kernel, kernel: load 0 -> 1, 1',
      'kernel, kernel: load 1 -> 2, 1',
      'kernel, kernel: store 0 -> 0, 1',
      'kernel, kernel: store 1 -> 0, 1',
    ]);
    expect(inside).toEqual([
      ['kernel, kernel: clean -> 0, 0', 'hardware, user: evict -> 1, 1'],
      ['kernel, kernel: clean -> 0, 0', 'hardware, user: evict -> 2, 1'],
    ]);
  });
});
