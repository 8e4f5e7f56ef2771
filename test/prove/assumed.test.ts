/** Verdicts on what is assumed of a CPU: asked under the other possibility too, and saying what they depend on. */
import { describe, expect, it } from 'vitest';
import { processors } from '../../src/fluent/atlas.js';
import { cache } from '../../src/fluent/cache.js';
import { machine } from '../../src/fluent/machine.js';
import { processor } from '../../src/fluent/processor.js';
import { prove } from '../../src/fluent/prove.js';
import { congruent, flushPlan } from '../../src/fluent/strategies.js';
import { findProcessor } from '../../src/ports/processors/index.js';
import { askedUnder, assumedOf, rowOf } from '../../src/prove/assumed.js';
import { decide } from '../../src/prove/prove.js';

const on24Kc = processor('24Kc').describe();
const both = assumedOf(findProcessor('24Kc'));

describe('what is asked under', () => {
  it('is each policy that a verdict may rest on and no source was read for; never which way is replaced', () => {
    expect(both).toEqual(['write policy', 'allocation']);
    expect(assumedOf(findProcessor('SH7705'))).toEqual(['allocation']);
    expect(assumedOf(findProcessor('SH7750'))).toEqual([]);
    expect(findProcessor('Cortex-A9').policies?.replacement.basis).toBe('assumed');
    expect(assumedOf(findProcessor('Cortex-A9'))).toEqual([]);
    expect(assumedOf(findProcessor('PA-8800'))).toContain('inequivalent aliases');
  });

  it('is every choice of them together, the row’s own first', () => {
    const asked: string[] = [];

    askedUnder(
      both,
      on24Kc,
      (one) => asked.push(`${one.cache.write} ${one.cache.writeAllocate}`),
      () => true,
    );

    expect(asked).toEqual(['back true', 'through true', 'back false', 'through false']);
  });

  it('names those policies alone that some verdict changes with', () => {
    const under = (verdict: (one: typeof on24Kc) => unknown) =>
      askedUnder(both, on24Kc, verdict, Object.is).dependsOn;

    expect(under(() => 'the same')).toEqual([]);
    expect(under(({ cache: { write } }) => write)).toEqual(['write policy']);
    expect(under(({ cache: { writeAllocate } }) => writeAllocate)).toEqual(['allocation']);
    expect(under((one) => one.cache.write === 'through' && one.cache.writeAllocate)).toEqual(both);
  });

  it('gives a machine check for copies that are kept, and the other way round', () => {
    const seen = new Set<string | undefined>();

    for (const onAlias of [undefined, 'machine check'] as const) {
      const { cache: its, ...rest } = machine(cache()).describe();
      const on = { ...rest, cache: onAlias ? { ...its, onAlias } : its };
      askedUnder(
        ['inequivalent aliases'],
        on,
        (one) => seen.add(`${onAlias} ${one.cache.onAlias}`),
        Object.is,
      );
    }

    expect([...seen]).toEqual([
      'undefined undefined',
      'undefined machine check',
      'machine check machine check',
      'machine check undefined',
    ]);
  });
});

describe('the row of a machine', () => {
  it('is found by its name and its cache', () => {
    expect(rowOf(on24Kc)?.name).toBe('24Kc (AR71xx/ath79)');
    expect(rowOf(processor('SH7750').cores(2).describe())?.name).toBe('SH7750/SH7751 (SH-4)');
  });

  it('is none of a machine that was changed, or is one’s own', () => {
    const { cache: its, ...rest } = on24Kc;

    expect(rowOf({ ...rest, cache: { ...its, ways: 2 } })).toBeUndefined();
    expect(rowOf(machine(cache()).describe())).toBeUndefined();
  });
});

describe('a verdict', () => {
  it('says that it is the same under either policy', () => {
    expect(prove('24Kc').run().verdict()).toMatch(
      /; so it is under either write policy and allocation, which are assumed of 24Kc$/,
    );
  });

  it('says nothing of it where all was read', () => {
    expect(prove('SH7750').run().verdict()).toMatch(/deep\)$/);
  });

  it('says what it depends on where the other policy has another answer', () => {
    // Without write-allocate a store of the kernel's misses and reaches memory: nothing of it is left to be cleaned.
    const plan = flushPlan({
      beforeRead: { user: 'clean' },
      afterRead: { kernel: 'invalidate' },
      beforeWrite: { user: 'flush' },
    });
    const asked = prove('SH7705').using(plan);
    const on = asked.describe();
    const other = { ...on.machine, cache: { ...on.machine.cache, writeAllocate: false } };

    const verdict = asked.run();
    const otherwise = decide({ ...on, machine: other });

    expect([verdict.coherent, otherwise.coherent]).toEqual([false, true]);
    expect(verdict.verdict()).toMatch(
      /; it depends on allocation, which is assumed of SH7705: under another it is not refuted$/,
    );
  });

  it('on congruence on PA-RISC is one under every policy that is assumed of it', () => {
    expect(prove('PA-7300LC').using(congruent()).run().verdict()).toContain('so it is under either');
  });
});

describe('the verdicts of the atlas', () => {
  const sh = processors('sh').verdicts();

  it('say what they rest on, in table and text', () => {
    expect(sh.table().select('CPU', 'policies').objects()).toEqual([
      { CPU: 'SH7708 (SH-3)', policies: 'under either allocation' },
      { CPU: 'SH7709A/7729 (SH-3)', policies: 'under either allocation' },
      { CPU: 'SH7705 32K mode', policies: 'depends on allocation, assumed' },
      { CPU: 'SH7750/SH7751 (SH-4)', policies: 'read' },
      { CPU: 'SH7750R/SH7751R', policies: 'read' },
      { CPU: 'SH7780/SH7785 (SH-4A)', policies: 'read' },
      { CPU: 'SH7786 (SH-X3)', policies: 'under either allocation' },
    ]);
    expect(sh.verdict()).toMatch(/; 1 verdict depends on a policy that is assumed$/);
  });

  it('depend on a policy exactly where the machine with the other one is decided otherwise', () => {
    const row = sh.verdicts.find(({ row: { name } }) => name === 'SH7705 32K mode')!;
    const on = processor('SH7705').describe();
    const fewest = (writeAllocate: boolean) =>
      prove({ ...on, name: 'one', cache: { ...on.cache, writeAllocate } }).plans().fewest;

    expect(fewest(true)).toBe(row.fewest);
    expect(fewest(false)).not.toBe(row.fewest);
    expect(row.dependsOn).toEqual(['allocation']);
  });

  it('of a PIPT cache are the same whatever it does', () => {
    const pipt = processors().where(({ kind, cache: its }) => its !== undefined && kind === 'PIPT');

    const { verdicts } = pipt.verdicts();

    expect(verdicts.filter(({ assumed }) => assumed.length > 0).length).toBeGreaterThan(10);
    expect(verdicts.flatMap(({ dependsOn }) => dependsOn)).toEqual([]);
  });

  it('of a cache that traps is no alias, where Linux says that there is one', () => {
    const [verdict] = processors()
      .where(({ kind }) => kind === 'VIPT-trapped')
      .verdicts().verdicts;

    expect(verdict).toMatchObject({ aliasing: false, linux: true, fewest: 0 });
    expect(verdict!.why).toContain('an exception has a second copy written back');
  });
});
