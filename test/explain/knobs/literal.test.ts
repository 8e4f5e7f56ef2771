/** The literals that knobs turn, found in code, also after a reader has changed it. */
import { describe, expect, it } from 'vitest';
import { literalAt, literalsIn, meansTheSame, withLiteral } from '../../../src/explain/knobs/literal.js';

const CODE = `const sh4 = processor('SH7750'), arm = processor("ARM926EJ-S");
// processor('in a comment')
const text = "processor('in a text')";
show(scenario(processor(\`24Kc\`)).run(), cache().ways(2).size(name).using(congruent({ color: 1 })));`;

describe('literals', () => {
  it('are first arguments of the call, with what their statement defines and which of those they are', () => {
    const found = literalsIn(CODE, 'processor').map(({ code, place: { of, nth } }) => [code, of, nth]);

    expect(found).toEqual([
      ["'SH7750'", 'sh4', 0],
      ['"ARM926EJ-S"', 'sh4', 1],
      ['`24Kc`', '', 0],
    ]);
    expect(literalsIn(CODE, 'ways').map(({ code }) => code)).toEqual(['2']);
    expect(literalsIn(CODE, 'using').map(({ code }) => code)).toEqual(['congruent({ color: 1 })']);
  });

  it('are no names, no texts with holes, and no calls but strategies', () => {
    expect(literalsIn(CODE, 'size')).toEqual([]);
    expect(literalsIn(`processor(\`\${a}\`);`, 'processor')).toEqual([]);
    for (const call of ['ways', 'line', 'using', 'size'])
      expect(literalsIn('ways(pick(2)); line(); using(four); new size(3);', call)).toEqual([]);
  });

  it('are none of code that nobody reads', () => {
    expect(literalsIn(`${' '.repeat(5_000)}processor('SH7750')`, 'processor')).toEqual([]);
    expect(literalsIn("processor('SH7750'", 'processor')).toHaveLength(1);
  });

  it.each([
    ['another statement before it', `const it = processor('24Kc');\n${CODE}`, '"ARM926EJ-S"'],
    ['another text in its place', CODE.replace('"ARM926EJ-S"', "'Cortex-A9'"), "'Cortex-A9'"],
    ['a name in its place', CODE.replace('"ARM926EJ-S"', 'mine'), undefined],
    ['its statement gone, and several others left', CODE.replace(/^.*\n/, "a(processor('x'));\n"), undefined],
    ['its statement renamed, and nothing else there', "let it = processor('24Kc');", "'24Kc'"],
  ])('are found with %s', (_what, source, code) => {
    expect(literalAt(source, { call: 'processor', of: 'sh4', nth: 1 })?.code).toBe(code);
  });

  it('are replaced, and nothing around them', () => {
    const [, second] = literalsIn(CODE, 'processor');

    expect(withLiteral(CODE, second!, "'PA-7300LC'")).toBe(CODE.replace('"ARM926EJ-S"', "'PA-7300LC'"));
  });
});

it.each([
  ["'16 KiB'", '"16 KiB"', true],
  ['1000', '1_000', true],
  ['congruent()', 'congruent( )', true],
  ['2', '4', false],
  ["'2'", '2', false],
])('%s and %s mean the same: %s', (one, other, is) => {
  expect(meansTheSame(one, other)).toBe(is);
});
