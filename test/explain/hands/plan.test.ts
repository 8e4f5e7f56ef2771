/** A plan to paint: what is said of each is what all plans say of it, and its run is the one that the prover finds. */
import { describe, expect, it } from 'vitest';
import { readForm } from '../../../src/explain/hands/form.js';
import { answerHand } from '../../../src/explain/hands/hands.js';
import { HAND_MIME } from '../../../src/fluent/hands.js';
import { flushPlan, knownPlan, prove } from '../../../src/index.js';
import { displayBundle } from '../../../src/jupyter/bundle.js';
import { planOf } from '../../../src/prove/plan-number.js';

const asked = prove('SH7750');
const mail = asked.plans().plan(knownPlan('the mail'));
const form = displayBundle(mail)![HAND_MIME];
const { kind, text } = readForm(form)!;

describe('a plan to paint', () => {
  it('comes with one plan of a question, as a text that the library reads', () => {
    expect(kind).toBe('plan');
    expect(form).toMatchInlineSnapshot(
      `"plan SH7750 file.dat=file() user=alias(0 (mmap)) using(flush_plan plan=((flush) afterWrite=(kernel=flush))) plans([user])"`,
    );
  });

  it('begins as the plan that was shown, with its place and its shortest run', () => {
    const { coherent, verdict, written, whole } = answerHand('plan', text);

    expect({ coherent, written }).toEqual({
      coherent: false,
      written: 'before-read:user=flush,after-write:kernel=flush',
    });
    expect(verdict).toBe(
      'refuted; missing: after read: kernel = invalidate instead of none; before write: user = flush instead of none.',
    );
    expect(whole!.svg).toContain('this plan, the mail');
    expect(whole!.run!.rows.map(([, user, kernel]) => user || kernel)).toEqual([
      'load byte 0',
      'dax_io write: store byte 0',
      'dax_io write: flush',
      'load byte 0',
    ]);
  });

  it('is as coherent as the library says, whatever is painted', () => {
    // Every 641st of 65,536, and what the library calls minimal.
    const plans = Array.from({ length: 103 }, (_, i) => (i * 641) % 65_536);
    const all = asked.plans();
    for (const plan of plans) {
      const { coherent } = answerHand('plan', text, { plan, isWhole: false });
      const itself = asked.using(flushPlan(planOf(plan))).run();

      expect(coherent, String(plan)).toBe(itself.coherent);
      expect(coherent).toBe(all.plan(planOf(plan)).coherent);
    }
    expect(plans.some((plan) => answerHand('plan', text, { plan, isWhole: false }).coherent)).toBe(true);
  });

  it('has no run that fails where it is coherent', () => {
    const [least] = asked.plans().minimal;
    const { plan } = answerHand(
      'plan',
      readForm(displayBundle(asked.plans().plan(least!))![HAND_MIME])!.text,
    );

    const { coherent, verdict, whole } = answerHand('plan', text, { plan, isWhole: true });

    expect({ coherent, verdict, run: whole!.run }).toEqual({
      coherent: true,
      verdict: 'coherent, and no action of it can be weakened.',
      run: undefined,
    });
  });

  it('is refused where the question is about something else', () => {
    expect(() => answerHand('plan', 'SH7750 f=file(1) user=alias(0 (mmap)) load(user 1)')).toThrow(
      'this is a story',
    );
    expect(() =>
      answerHand('plan', 'SH7750 f=file(1) user=alias(0 (mmap)) using(refuse) prove([user])'),
    ).toThrow();
    expect(() => answerHand('plan', text, { plan: 65_536, isWhole: false })).toThrow(
      'there is no plan 65536',
    );
  });
});

describe('the picture of one plan', () => {
  it('says what was decided of it', () => {
    expect(mail.svg()).toContain(`<title>`);
    expect(mail.verdict()).toMatch(/^refuted; missing: after read: kernel = invalidate/);
    expect(String(displayBundle(mail)!['text/html'])).toContain('refuted; missing: after read');
  });
});
