/** Bits to flip: a split carries two names of one page, and what is said of them there is what the library says. */
import { describe, expect, it } from 'vitest';
import { readForm } from '../../../src/explain/hands/form.js';
import { answerHand } from '../../../src/explain/hands/hands.js';
import { HAND_MIME } from '../../../src/fluent/hands.js';
import { alias, cache, daxFile, machine, processor, scenario, split } from '../../../src/index.js';
import { displayBundle } from '../../../src/jupyter/bundle.js';

const file = daxFile('mail.dat')
  .pages(8)
  .containing('old', 5 * 4096)
  .placed({ page: 5, pfn: 0x0c123 });
const user = alias(file.page(5)).user(0x2955_1000);
const kernel = alias(file.page(5)).directMap();

const formOf = (value: unknown) => displayBundle(value)![HAND_MIME];
const textOf = (value: unknown) => readForm(formOf(value))!.text;

describe('the bits of two names', () => {
  it('come with a split of two names of one page, as a text that the library reads', () => {
    expect(formOf(split(processor('SH7750'), user, kernel))).toMatchInlineSnapshot(
      `"bits SH7750 mail.dat=file(8 [(5 0xc123)] contents=[(0x5000 "old")]) user=alias(5 @0x29551000) kernel=alias(5 (direct_map) who=kernel process=0) load(user 1) load(kernel 1)"`,
    );
  });

  it('do not come with one name, with three, or with names of two pages', () => {
    const on = processor('SH7750');

    expect(formOf(split(on, user))).toBeUndefined();
    expect(formOf(split(on, user, kernel, user.user(0x2a00_0000).named('third')))).toBeUndefined();
    expect(formOf(split(on, user, alias(file.page(6)).user(0x2955_2000).named('next')))).toBeUndefined();
  });

  it('begin where the two names are: the user’s first, whichever was named first', () => {
    const { addresses, look } = answerHand('bits', textOf(split(processor('SH7750'), kernel, user)));

    expect(addresses).toEqual([0x2955_1000n, 0x8c12_3000n]);
    expect(look.names.map(({ called, letter }) => `${letter} ${called}`)).toEqual([
      'U the user’s address',
      'K the kernel’s address',
    ]);
    expect(look.names.map(({ tag }) => tag)).toEqual(['0x0c123', '0x0c123']);
  });

  it('of two names of a program’s are told apart', () => {
    const other = user.user(0x2a00_2000).named('second');

    const { look } = answerHand('bits', textOf(split(machine(cache()).named('mine'), user, other)));

    expect(look.names.map(({ key, letter }) => key + letter)).toEqual(['userU1', 'otherU2']);
    expect(look.verdict).toBe(
      'Color 1 leads to set 128, color 2 to set 256: one byte has two places. “new” is stored by user, and second reads “old”: stale.',
    );
  });

  it('give the verdict of the story at each pair of addresses', () => {
    for (const cpu of ['SH7750', '24Kc', 'ARM926EJ-S', 'Cortex-A9', 'PA-8500']) {
      const text = textOf(
        split(machine(processor(cpu).cache()), user, alias(file.page(5)).kernel(0xc012_3000)),
      );
      for (let flips = 0; flips < 16; flips++) {
        const [at, there] = [0x2955_1000n ^ (BigInt(flips) << 12n), 0xc012_3000n];
        const [writes, reads] = [user.user(at), alias(file.page(5)).kernel(there)];
        const told = scenario(machine(processor(cpu).cache()))
          .load(reads, 3)
          .store(writes, 'new')
          .load(reads, 3);

        const { look } = answerHand('bits', text, [at, there]);

        expect(look.coherent, `${cpu} ${at.toString(16)}`).toBe(told.run().coherent);
        expect(look.verdict).toContain(
          `reads ${told
            .run()
            .read()
            .replace(/"(.*)"/, '“$1”')}`,
        );
      }
    }
  });

  it('that meet in one address are one name', () => {
    const text = textOf(split(processor('SH7750'), user, user.user(0x2955_2000).named('second')));

    expect(answerHand('bits', text, [0x2955_1000n, 0x2955_1000n]).look.coherent).toBe(true);
  });

  it('are refused for a text that names something else', () => {
    const refused = (text: string) => () => answerHand('bits', text);

    expect(refused('SH7750 f=file(1) user=alias(0 (mmap)) load(user 1)')).toThrow(
      'bits are those of two names of one page, and here are 1 of 1',
    );
    expect(refused('SH7750 f=file(1) user=alias(0 (mmap)) prove([user])')).toThrow('this is a question');
    expect(refused('<img src=x>')).toThrow(/./);
  });
});

describe('the form of a hand', () => {
  it('has a kind that is known, and is no longer than any of ours', () => {
    expect(readForm('bits SH7750')).toEqual({ kind: 'bits', text: 'SH7750' });
    for (const form of [
      '',
      'bytes SH7750',
      'constructor x',
      7,
      null,
      undefined,
      `bits ${'x'.repeat(10_000)}`,
    ])
      expect(readForm(form), String(form).slice(0, 20)).toBeUndefined();
  });
});
