/** Where in a cell a place of its compiled code is: by the words of the line, and nothing where that is not certain. */
import { describe, expect, it } from 'vitest';
import { columnIn, markedLine, placeInSource } from '../../src/jupyter/source-place.js';

/** The place of the first `mark` in the code. */
function placeOf(mark: string, compiled: string, source: string) {
  const before = compiled.slice(0, compiled.indexOf(mark)).split('\n');
  return placeInSource(compiled, { line: before.length, column: before.at(-1)!.length + 1 }, source);
}

describe('a place of compiled code', () => {
  it.each<[string, string, string, string, object | undefined]>([
    [
      'without types',
      'no.x',
      'a.map((b) => b.no.x);',
      'const c = 1;\na.map((b: any) => b.no.x);',
      { line: 2, column: 21 },
    ],
    [
      'of a line that was cut',
      'null',
      'if (n)\n    null.x;',
      'if (n) (null as any).x;',
      { line: 1, column: 9 },
    ],
    [
      'of an import',
      'cache)',
      'const aliaslab_1 = 1;\n(0, aliaslab_1.cache)().size(3);',
      'cache().size(3 as any);',
      { line: 1, column: 1 },
    ],
    [
      'of the last expression',
      'g(2)',
      'exports.tsLastExpr = g(2);',
      'const g = 1;\ng(2) as any',
      { line: 2, column: 1 },
    ],
    [
      'of a function under another name',
      'f(1)',
      'function $fn_f() { f(1); }',
      'function f(): void { f(1); }',
      { line: 1, column: 22 },
    ],
    [
      'of the second of two equal lines',
      'two',
      'go(1);\nwo();\ngo(1); // two',
      'go(1);\nwo();\ngo(1); // two',
      { line: 3, column: 11 },
    ],
    ['of one of several', 'go', 'go();', 'go();\ngo(1);', undefined],
    ['of a line of nothing', '}', 'a {\n}', 'a', undefined],
  ])('%s', (_what, mark, compiled, source, expected) => {
    expect(placeOf(mark, compiled, source)).toEqual(expected);
  });

  it('has no column where it is on no word', () => {
    expect(columnIn('f (1)', 2, 'f (1)')).toEqual({});
    expect(columnIn('fun(1)', 2, '  fun(1)')).toEqual({ column: 4 });
  });
});

it('a line is marked under its column, and of a wide one there is what is around it', () => {
  expect(markedLine('\tnull.x;', 7)).toEqual(['  \tnull.x;', '  \t     ^']);
  expect(markedLine('a', undefined)).toEqual(['  a']);
  const [line, mark] = markedLine(`${'x'.repeat(500)}!${'y'.repeat(500)}`, 501);
  expect(line).toHaveLength(202);
  expect(line![mark!.indexOf('^')]).toBe('!');
});
