/** The order of a story's steps: a page has the verdict of each from the library, and draws what each leaves. */
import { describe, expect, it } from 'vitest';
import { readForm } from '../../../src/explain/hands/form.js';
import { answerHand } from '../../../src/explain/hands/hands.js';
import { HAND_MIME } from '../../../src/fluent/hands.js';
import { type Scenario, scenario } from '../../../src/index.js';
import { displayBundle } from '../../../src/jupyter/bundle.js';
import { file, kernel, sh4, user, write } from '../../linux/stories.js';

const story = scenario(sh4).store(user, 'user', 8).daxIo(write).evict(kernel).evict(user);
const formOf = (told: Scenario) => displayBundle(told.orders())![HAND_MIME];
const textOf = (told: Scenario) => readForm(formOf(told))!.text;
const text = textOf(story);

describe('the order of steps', () => {
  it('comes with the orders of a story, as a text that the library reads', () => {
    expect(formOf(story)).toMatchInlineSnapshot(
      `"order SH7750 mail.dat=file(8 [(5 0xc123)]) user=alias(5 @0x29551000) kernel=alias(5 (direct_map) who=kernel process=0) store(user "user" 8) dax_io(write 5 at=0x5000 bytes="HELLO") evict(kernel) evict(user)"`,
    );
  });

  it('begins as it is told, with who does what', () => {
    const { order, whole, svg } = answerHand('order', text);

    expect(order).toBe('ABCD');
    expect(whole!.steps.map(({ letter, does, owner }) => `${letter} ${owner?.letter} ${does}`)).toEqual([
      'A U store "user" through user',
      'B K dax_io write "HELLO" at 20480 of mail.dat',
      'C K evict kernel',
      'D U evict user',
    ]);
    expect(whole!.orders[0]).toEqual({
      order: 'ABCD',
      outcome: 'lost',
      verdict: 'kernel’s "HELLO" (B) is lost at D; user’s "user" (A) is in memory',
      losses: ['', '', '', '"HELLO" of B is lost here'],
    });
    expect(svg).toContain('the newest bytes are');
  });

  it('has a verdict for each order, which is what its run says', () => {
    const orders = story.orders();
    const { whole } = answerHand('order', text);

    expect(whole!.orders.map(({ order }) => order)).toEqual(orders.rows.map(({ order }) => order));
    for (const { order, outcome } of whole!.orders) {
      const run = orders.replay(order);
      expect(outcome === 'lost', order).toBe(run.lost.length > 0);
      expect(outcome === 'kept', order).toBe(
        [user, kernel].every((last) => run.lost.length + lostAfter(order, last) === 0),
      );
    }
  });

  it('draws what an order leaves', () => {
    const { svg, whole } = answerHand('order', text, 'BDAC');

    expect(whole).toBeUndefined();
    expect(/aria-label="([^"]*)"/.exec(svg!)![1]).toBe(
      'Bytes 0–11 of the line at 0x0c123000; the line of user holds &quot;········user&quot;, dirty, STALE; memory holds &quot;HELLO·······&quot;; the newest bytes are &quot;HELLO···user&quot;.',
    );
  });

  it('is refused for another text, and for an order that there is not', () => {
    expect(() => answerHand('order', 'SH7750 f=file(1) user=alias(0 (mmap)) load(user 1)')).toThrow(
      'a story of 2 to 5 steps is told in every order, and this one has 1',
    );
    expect(() => answerHand('order', 'SH7750 f=file(1) user=alias(0 (mmap)) prove([user])')).toThrow(
      'this is a question',
    );
    for (const moved of ['ABCE', 'constructor', '', 7 as never])
      expect(() => answerHand('order', text, moved)).toThrow(`there is no order ${moved}`);
  });

  it('of steps that touch no memory has no line to draw', () => {
    const calls = scenario(sh4).fsync(file).switchTo(2);

    expect(answerHand('order', textOf(calls)).svg).toBeUndefined();
    expect(calls.orders().svg()).toContain('nothing is stored');
  });
});

/** Stores that are lost when all that the caches still hold goes, this alias's lines last. */
function lostAfter(order: string, last: typeof user): number {
  const { steps } = story.describe();
  const { machine, strategy } = story.describe();
  const taken = scenario({
    ...story.describe(),
    machine,
    strategy,
    steps: [...order].map((letter) => steps[letter.charCodeAt(0) - 65]!),
  });
  const first = last === user ? kernel : user;
  return taken.evict(first).evict(last).run().lost.length;
}
