/** What prices say of a question that cannot be asked: everything that is wrong, and a line that works. */
import { describe, expect, it } from 'vitest';
import { congruent, InputError, none, prices } from '../../src/index.js';

const PRICES_LINE = "try: prices(processor('SH7750')).transferring('4 KiB').resident(1).dirty(0.5).run()";

function told(ask: () => unknown): string {
  try {
    ask();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('no error');
}

describe('prices', () => {
  it('say all that is wrong with them', () => {
    const odd = prices('SH775O')
      .transferring('2 MiB')
      .resident(1.5)
      .dirty('half' as never)
      .using({})
      .costs({ fill: Number.NaN });

    expect(told(() => odd.run())).toBe(`
  - processor 'SH775O' is not in the atlas; nearest are 'SH7750/SH7751 (SH-4)', 'SH7708 (SH-3)', 'SH7709A/7729 (SH-3)', 'SH7705 32K mode', 'SH7750R/SH7751R'; one of your own is machine(cache().vipt().size('32 KiB').ways(4).line(32))
  - transfer '2 MiB' is not from 1 B to 1 MiB
  - resident 1.5 is not a share from 0 to 1
  - dirty 'half' is not a share from 0 to 1
  - prices are those of strategies, and there are none
  - cost fill NaN is not a number of cycles
  try: processor('SH7750')`);
    expect(String(odd)).toMatch(/^cannot exist: \n {2}- processor 'SH775O'/);
  });

  it('refuse a transfer of nothing, and a size that is none', () => {
    expect(told(() => prices().transferring(0).run())).toBe(
      `transfer 0 is not from 1 B to 1 MiB\n  ${PRICES_LINE}`,
    );
    expect(told(() => prices().transferring('4 kB').run())).toBe(
      `transfer '4 kB' is not a whole number of bytes such as 4096, '512 B', '16 KiB' or '1 MiB'\n  ${PRICES_LINE}`,
    );
  });

  it('name the strategy that is none, and colors that are not there', () => {
    expect(
      told(() =>
        prices()
          .apart(4)
          .using({ far: congruent({ color: 9 }), odd: 7 as never })
          .run(),
      ),
    ).toBe(`
  - 4 colors apart: there are 4 colors, on SH7750
  - far: window color 9 is not 'user' or a whole number below 4
  - odd: strategy 7 is none of none(), flushPlan({…}), revoke(), congruent(), uncached(), refuse()
  ${PRICES_LINE}`);
    expect(
      told(() =>
        prices()
          .using([none()] as never)
          .run(),
      ),
    ).toBe(
      `[a StrategyChoice]: strategy [a StrategyChoice] is none of none(), flushPlan({…}), revoke(), congruent(), uncached(), refuse()\n  ${PRICES_LINE}`,
    );
    expect(told(() => prices().using(none(), none()).run())).toBe(
      `two strategies are called 'none': using({ … }) gives them names\n  ${PRICES_LINE}`,
    );
  });

  it('over something say what can be asked for, and what is wrong with each value', () => {
    expect(told(() => prices().over('size' as never, [1]))).toBe(
      "prices over 'size' [1]: 'length', 'resident' or 'dirty' with a list of values can be asked for\n  try: prices().over('length', ['64 B', '1 KiB', '4 KiB'])",
    );
    expect(told(() => prices().over('dirty', []))).toBe(
      "prices over 'dirty' []: 'length', 'resident' or 'dirty' with a list of values can be asked for\n  try: prices().over('length', ['64 B', '1 KiB', '4 KiB'])",
    );
    expect(told(() => prices().over('dirty', [0, 2, '50 %']))).toBe(
      `\n  - dirty 2 is not a share from 0 to 1\n  - dirty '50 %' is not a share from 0 to 1\n  ${PRICES_LINE}`,
    );
  });

  it('know their strategies and values by name', () => {
    const over = prices().transferring('64 B').over('dirty', [0, 1]);

    expect(told(() => prices().transferring('64 B').run().cycles('mail'))).toBe(
      "no strategy is called 'mail': there are none, the mail, four flushes, congruent, uncached, revoke\n  try: prices().run().cycles('congruent')",
    );
    expect(told(() => over.cycles('none', 0.5))).toBe(
      "no dirty is 0.5: there are 0, 1\n  try: prices().over('length', ['64 B', '4 KiB']).cycles('congruent', 4096)",
    );
  });
});
