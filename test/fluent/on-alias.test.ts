/** Stories, proofs, pictures and mails on machines whose hardware looks for a line under another color. */
import { describe, expect, it } from 'vitest';
import {
  alias,
  cache,
  compare,
  daxFile,
  InputError,
  machine,
  none,
  prices,
  prove,
  sampleTrace,
  scenario,
  twoViews,
} from '../../src/index.js';

const page = daxFile('mail.dat').pages(8).page(5);
const user = alias(page).user(0x2955_1000);
const sh4 = cache().vipt().size('16 KiB').line(32);
const trapping = machine(sh4.trappingAliases()).named('trapping');
const checking = machine(sh4.machineCheckOnAliases()).named('checking');
const told = (on: typeof trapping) =>
  scenario(on).store(user, 'hello').load(alias(page).directMap(), 5).load(user, 5);

describe('a cache that traps', () => {
  it('says so, and is coherent at a price that the verdict names', () => {
    expect(String(sh4.trappingAliases())).toBe(
      'cache  VIPT 16 KiB 1-way 32 B lines, aliases trapped (4 colors)',
    );
    const run = told(trapping).run();

    expect(run.coherent).toBe(true);
    expect(run.verdict()).toBe(
      'coherent: both loads read the newest bytes; no store was lost; 2 exceptions have put an alias right',
    );
    expect(run.table().array('does')).toEqual(['store "hello"', 'trap', 'load 5', 'trap', 'load 5']);
    expect(run.table().array('cache')).toEqual([
      'miss, fill',
      'the line found under another color: written back, dropped',
      'miss, fill',
      'the line found under another color: dropped',
      'miss, fill',
    ]);
  });

  it('is proved coherent without any care, where the same cache without traps is refuted', () => {
    expect(prove(trapping).using(none()).run().coherent).toBe(true);
    expect(prove(trapping).using(none()).concurrent().speculative().run().coherent).toBe(true);
    expect(prove(machine(sh4)).using(none()).run().coherent).toBe(false);
  });

  it('is priced: the handler’s flush is one more', () => {
    const run = told(trapping).run();

    expect(run.price().table().array('flushes')).toEqual([0, 1, 1, 2]);
    expect(prices(trapping).using(none()).run().table().array('verdict')).toEqual(['fine']);
  });
});

describe('a cache that ends in a machine check', () => {
  const run = told(checking).run();

  it('ends the story in the step that met the alias', () => {
    expect(run.coherent).toBe(false);
    expect(run.steps.map(({ step, machineCheck }) => [step, machineCheck])).toEqual([
      [1, undefined],
      [2, true],
    ]);
    expect(run.verdict()).toBe(
      'MACHINE CHECK: step 2 met a line under another color, and 1 step did not happen',
    );
    expect(run.table().array('verdict')).toEqual(['', 'MACHINE CHECK']);
  });

  it('is shown in timeline, stepper, comparison and mail', () => {
    expect(run.svg()).toContain('‼ MACHINE CHECK');
    expect(run.figure().data.map((trace) => (trace as { name?: string }).name)).toContain('machine check');
    expect(run.stepper().table().array('verdict')).toEqual(['', '', 'MACHINE CHECK']);
    expect(run.events().array('action')).toEqual(['store', 'machine check']);
    expect(run.toMail()).toContain('MACHINE CHECK');
    const compared = compare({ checks: told(checking).run(), traps: told(trapping).run() });
    expect(compared.table().array('verdict')).toEqual(['MACHINE CHECK', 'coherent']);
    expect(JSON.stringify(compared.figure())).toContain('MACHINE CHECK');
  });

  it('is in the map of colors, and only where colors differ', () => {
    const map = told(checking).byColors([0, 1]);

    expect(map.coherent).toBe(false);
    expect(map.table().array('verdict')).toEqual(['coherent', 'MACHINE CHECK', 'MACHINE CHECK', 'coherent']);
    expect(map.toMail()).toContain('M a machine check');
    expect(map.toString()).toContain(
      'NOT COHERENT: stale loads or lost stores, or a machine check, in 2 of 2 with different colors, and in 0 of 2 with equal ones',
    );
  });

  it('is refuted by a story that ends in it, and proved where a window keeps to one color', () => {
    const verdict = prove(checking).using(none()).run();

    expect(verdict.trouble).toBe('machine check');
    expect(verdict.verdict()).toMatch(/^refuted: some run has a machine check; the shortest has 2 steps/);
    expect(verdict.table().array('verdict')).toEqual(['', 'MACHINE CHECK']);
    expect(verdict.replay()?.verdict()).toMatch(/^MACHINE CHECK: step 2/);
  });

  it('is a verdict of prices', () => {
    expect(prices(checking).using(none()).run().table().array('verdict')).toEqual(['MACHINE CHECK']);
  });
});

describe('what cannot be', () => {
  it.each([
    [
      cache().pipt().trappingAliases(),
      'only a VIPT cache can find a line under another color; this one is PIPT',
    ],
    [
      cache().vipt().resolvingSynonyms().machineCheckOnAliases(),
      "a cache that resolves synonyms never finds a line under another color, so that no 'machine check' comes",
    ],
  ])('%#', (typed, problem) => {
    expect(() => typed.describe()).toThrow(InputError);
    expect(() => typed.describe()).toThrow(problem);
  });

  it('two views count neither traps nor machine checks, and say where to ask', async () => {
    await expect(twoViews(sampleTrace('words')).on(trapping).run()).rejects.toThrow(
      'two views do not count the exceptions by which trapping answers an alias: scenario() and prove() do',
    );
  });
});

it('the last word of the two counts', () => {
  expect(sh4.trappingAliases().machineCheckOnAliases().describe().onAlias).toBe('machine check');
});

it('a story on such a machine runs again from its mail', () => {
  const mail = told(checking).run().toMail();

  expect(mail).toContain('onAlias=machine_check');
});
