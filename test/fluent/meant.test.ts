/** Where it is plain what somebody meant, it is done: a CPU's name stands for its machine, a list for its parts. */
import { describe, expect, test } from 'vitest';
import {
  alias,
  cache,
  cachetlb,
  compare,
  daxFile,
  machine,
  ports,
  prices,
  processor,
  processors,
  prove,
  replay,
  scenario,
  split,
  traceOf,
  twoViews,
} from '../../src/index.js';

const user = alias(daxFile('mail.dat').page(0));
const story = scenario().store(user, 'hello');
const trace = traceOf(' S 1000,8');

describe('a CPU by its name', () => {
  const machines: Readonly<Record<string, unknown>> = {
    'scenario()': scenario('ARM926EJ-S').store(user, 'hello').describe().machine,
    'scenario().on()': story.on('ARM926EJ-S').describe().machine,
    'prove()': prove('ARM926EJ-S').describe().machine,
    'prove().on()': prove(story).on('ARM926EJ-S').describe().machine,
    'prices()': prices('ARM926EJ-S').describe().machine,
    'prices().on()': prices().on('ARM926EJ-S').describe().machine,
    'twoViews().on()': twoViews(trace).on('ARM926EJ-S').describe().machine,
    'machine()': machine('ARM926EJ-S').describe(),
    'split()': split('ARM926EJ-S', user).toJSON().machine,
    'alias().on()': user.on('ARM926EJ-S').toJSON().machine,
  };

  test.each(Object.entries(machines))('is its machine in %s', (_where, its) => {
    expect(its).toEqual(processor('ARM926EJ-S').describe());
  });

  test('is its cache in a replay', () => {
    expect(replay(trace).on('SH7750', '24Kc').describe().caches).toEqual([
      { name: 'SH7750', cache: processor('SH7750').describe().cache, pageSize: 4096 },
      { name: '24Kc', cache: processor('24Kc').describe().cache, pageSize: 4096 },
    ]);
  });

  test('is its machine where a port could be meant', () => {
    expect(cachetlb().on('SH7750').name).toBe('SH7750 (sh)');
    expect(cachetlb().on('sh').name).toBe('sh');
    expect(cachetlb().across('flush_dcache_page').reach(['SH7750']).rows[0]!.machine.name).toBe('SH7750');
  });

  test('is a machine of one’s own in machine(), as the CPU and its data are', () => {
    const two =
      'SH7750  VIPT 16 KiB 1-way 32 B lines · 4 KiB pages · 4 colors · SHMLBA 16 KiB · 2 cores whose snoops carry the physical address';

    expect(String(machine('sh7750').cores(2))).toBe(two);
    expect(String(machine(processor('SH7750')).cores(2))).toBe(two);
    expect(String(machine(processor('SH7750').describe()).cores(2))).toBe(two);
    expect(String(machine(machine(cache().size('8 KiB')).named('mine')))).toBe(
      'mine  VIPT 8 KiB 1-way 32 B lines · 4 KiB pages · 2 colors · SHMLBA 16 KiB',
    );
  });
});

describe('a port by its name', () => {
  test('is the CPUs of it, which can be filtered further', () => {
    expect(processors('blackfin').rows.map(({ arch }) => arch)).toEqual(['blackfin']);
    expect(
      processors('sh')
        .where(({ geometry }) => geometry.known)
        .rows.map(({ name }) => name),
    ).toEqual([
      'SH7708 (SH-3)',
      'SH7709A/7729 (SH-3)',
      'SH7705 32K mode',
      'SH7750/SH7751 (SH-4)',
      'SH7750R/SH7751R',
      'SH7780/SH7785 (SH-4A)',
      'SH7786 (SH-X3)',
    ]);
  });

  test('is what that port does with addresses', () => {
    expect(ports('mips').rows.map(({ arch }) => arch)).toEqual(['mips']);
  });

  test('that is none is an error with the nearest ones', () => {
    expect(() => processors('shh')).toThrow(
      "processors() has no Linux port 'shh'; nearest are 'sh', 'arc', 'arm'\n  try: processors('sh')",
    );
    expect(() => ports(5 as never)).toThrow('ports() has no Linux port 5; nearest are ');
  });
});

test('a list of runs is compared as its runs are', () => {
  const runs = [story.run(), story.on('24Kc').run()] as const;

  expect(compare([...runs]).toJSON()).toEqual(compare(...runs).toJSON());
  expect(compare([runs[0]], runs[1]).runs).toEqual([...runs]);
});
