/** What authors write of knobs, what is found wrong with it, and where a page puts them. */
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { checkNotebook } from '../../../src/explain/check/check.js';
import { KNOB_CALLS, kindOf } from '../../../src/explain/knobs/kinds.js';
import { knobProblems, knobsOf } from '../../../src/explain/knobs/knob.js';
import { notebookPage } from '../../../src/explain/page.js';
import { congruent, knownPlan, none, refuse, revoke, uncached } from '../../../src/index.js';
import type { Notebook } from '../../../src/jupyter/notebook.js';
import { notebookOf } from '../chromium.js';

const CODE = "import { none, congruent } from 'aliaslab';\nconst sh4 = processor('SH7750').cache().ways(2);";

/** A text with these knobs over that code. */
function turning(knobs: unknown, { text = '# A\n\nThe SH7750 has 2 ways.', code = CODE } = {}): Notebook {
  const notebook = notebookOf(text, code, '# B\n\nMore.', "const arm = processor('24Kc');");
  Object.assign(notebook.cells[0]!, { metadata: { aliaslab: { knobs } } });
  return notebook;
}

const CPU = { text: 'SH7750', sets: 'processor', choices: ['SH7750', '24Kc'] };
const spansIn = (notebook: Notebook, live = true) => {
  const html = notebookPage(notebook, live ? { live: 'a.ipynb' } : {});
  return [...new JSDOM(html).window.document.querySelectorAll('[data-knob]')].map((each) => each.outerHTML);
};

describe('a knob', () => {
  it('is a word of the text, and the literal of a call behind it', () => {
    expect(knobsOf(turning([CPU, { text: '2', sets: 'ways' }]))).toEqual([
      {
        at: 0,
        text: 'SH7750',
        label: 'CPU',
        choices: [
          { text: 'SH7750', code: "'SH7750'" },
          { text: '24Kc', code: "'24Kc'" },
        ],
        cell: 1,
        place: { call: 'processor', of: 'sh4', nth: 0 },
        waitsFor: undefined,
      },
      expect.objectContaining({
        choices: ['1', '2', '4', '8', '16'].map((n) => ({ text: n, code: n })),
        place: { call: 'ways', of: 'sh4', nth: 0 },
      }),
    ]);
  });

  it('waits for the prediction that its code answers', () => {
    const notebook = turning([CPU]);
    const prediction = { choices: ['a', 'b'], answer: 'a' };
    Object.assign(notebook.cells[0]!, { metadata: { aliaslab: { knobs: [CPU], prediction } } });

    expect(knobsOf(notebook)[0]!.waitsFor).toBe(0);
  });

  it('offers the strategies that some cell imports, where its author lists none', () => {
    const notebook = turning([{ text: 'none', sets: 'using' }], {
      code: `${CODE}\nconst run = scenario(sh4).using(none()).run();`,
    });

    expect(knobsOf(notebook)[0]!.choices).toEqual([
      { text: 'none', code: 'none()' },
      { text: 'congruent window', code: 'congruent()' },
    ]);
  });

  it.each<[string, unknown, string[]]>([
    ['no list', 3, ['knobs are 3, and no list']],
    ['no object', ['x'], ["a knob is 'x', and no object"]],
    ['too many', Array(13).fill(CPU), ['13 knobs are in one text, and 12 at most can be']],
    [
      'of no call that a knob sets',
      [{ ...CPU, sets: 'eval' }],
      [`a knob sets 'eval', which is none of ${KNOB_CALLS.join(', ')}`],
    ],
    [
      'of a CPU that is none',
      [{ ...CPU, text: 'SH77' }],
      ["a knob says 'SH77', which processor() cannot be given"],
    ],
    [
      'with another value than the code',
      [{ text: '24Kc', sets: 'processor', choices: ['SH7750', '24Kc'] }],
      ["the knob '24Kc' is 'SH7750' in the code behind it"],
    ],
    [
      'of a call that the code behind it has not, though a later one has',
      [{ text: '8', sets: 'line' }],
      ["the knob '8' sets line(…), and the code behind it calls none with a literal"],
    ],
    [
      'with choices that cannot be typed',
      [{ ...CPU, choices: ['SH7750', '</select><img>', 7] }],
      [
        "the knob 'SH7750' offers '</select><img>', which is no CPU",
        "the knob 'SH7750' offers 7, which is no CPU",
        "the knob 'SH7750' is not one of two or more different choices",
      ],
    ],
    [
      'without itself as a choice',
      [{ ...CPU, choices: ['24Kc', '34Kc'] }],
      ["the knob 'SH7750' is not one of two or more different choices"],
    ],
    [
      'with choices that are no list',
      [{ ...CPU, choices: 'all' }],
      ["the knob 'SH7750' has no list of choices, but 'all'"],
    ],
    ['with more said of it', [{ ...CPU, from: 1 }], ["a knob has a field 'from' that nobody reads"]],
  ])('%s is no knob, and that is said', (_what, knobs, problems) => {
    expect(knobProblems(turning(knobs)).map(({ what }) => what)).toEqual(expect.arrayContaining(problems));
    expect(knobsOf(turning(knobs))).toEqual([]);
  });

  it('offers no strategy that a cell does not import', () => {
    const notebook = turning([{ text: 'none', sets: 'using', choices: ['none', 'revoke', 'sh'] }], {
      code: `${CODE}\nconst run = scenario(sh4).using(none()).run();`,
    });

    expect(knobProblems(notebook).map(({ what }) => what)).toEqual([
      "the knob 'none' offers 'revoke', and no cell imports revoke",
      "the knob 'none' offers 'sh', and no cell imports knownPlan",
      "the knob 'none' is not one of two or more different choices",
    ]);
  });

  it('of code is none: it belongs to the text', () => {
    const notebook = turning([]);
    Object.assign(notebook.cells[1]!, { metadata: { aliaslab: { knobs: [CPU] } } });

    expect(knobProblems(notebook)).toEqual([
      { at: 1, what: 'a knob stands in a cell of code: it belongs to the text above' },
    ]);
  });
});

describe('in a page', () => {
  it('the word is marked where it stands, and is a word in one without scripts', () => {
    expect(spansIn(turning([CPU]))).toEqual(['<span class="knob" data-knob="0">SH7750</span>']);
    expect(spansIn(turning([CPU]), false)).toEqual([]);
    expect(notebookPage(turning([CPU]), {})).toContain('The SH7750 has 2 ways.');
  });

  it.each([
    ['twice', 'An SH7750, an SH7750.', '2 times'],
    ['in a link alone', 'An [SH7750](https://example.org).', 'nowhere'],
    ['in a heading alone', '## SH7750', 'nowhere'],
    ['in a longer word', 'An SH7750R.', 'nowhere'],
    ['in a block of code', '```\nSH7750\n```', 'nowhere'],
  ])('a word that the text says %s is no control, and the check says so', (_what, text, said) => {
    const notebook = turning([CPU], { text: `# A\n\n${text}` });

    expect(spansIn(notebook)).toEqual([]);
    expect(
      checkNotebook(notebook)
        .filter(({ rule }) => rule === 'knob')
        .map(({ cell, what }) => [cell, what]),
    ).toEqual([[1, `the knob 'SH7750' stands ${said} in the text, and not once`]]);
  });

  it('two words in one sentence, in a list or in emphasis are each marked', () => {
    const knobs = [CPU, { text: '2', sets: 'ways' }];

    expect(spansIn(turning(knobs, { text: '# A\n\n- an *SH7750* with 2 ways, and no 12' }))).toHaveLength(2);
  });

  it('HTML in a text or in a knob makes nothing but text', () => {
    const text = '# A\n\n<span data-knob="0" class="knob">x</span> The SH7750 &lt;b&gt; has 2.';

    expect(spansIn(turning([CPU], { text }))).toEqual(['<span class="knob" data-knob="0">SH7750</span>']);
  });
});

describe('what is offered', () => {
  it.each(KNOB_CALLS.filter((call) => call !== 'using'))(
    'of itself for %s() is taken by the knob, and is a literal',
    (call) => {
      const kind = kindOf(call)!;
      const choices = kind.choices();

      expect(choices.length).toBeGreaterThan(1);
      for (const choice of choices) expect(kind.code(choice)).toMatch(/^('[^'\\\n]*'|"[^\n]*"|\d+)$/);
    },
  );

  it('as a strategy is code that gives the strategy of that name', () => {
    const words = { none, congruent, uncached, revoke, refuse, knownPlan };
    const make = (code: string): object =>
      new Function(...Object.keys(words), `return ${code}`)(...Object.values(words));

    for (const choice of [...kindOf('using')!.choices(), 'the mail', 'sh (SH7705)'])
      expect(String(make(kindOf('using')!.code(choice)!))).toContain(`strategy  ${choice}`);
  });

  it.each(['0', '-1', '1.5', '2e9', 'x', ' 2', '1,00'])('a number of ways %j is none', (text) => {
    expect(kindOf('ways')!.code(text)).toBeUndefined();
  });
});
