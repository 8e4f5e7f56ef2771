/** Code in a mail: what is pasted from it, without the marks of the quotation, is the same program. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it, test, vi } from 'vitest';
import { codeMail } from '../../src/explain/mail/code-mail.js';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import { readNotebook } from '../../src/jupyter/notebook-text.js';

/** What a reader pastes. */
const pasted = (lines: readonly string[]) => lines.map((line) => line.replace(/^> ?/, '')).join('\n');

/** The program: every node, and the text of what has one, as it is when it runs. */
function program(source: string): unknown {
  const file = ts.createSourceFile('cell.ts', source, ts.ScriptTarget.Latest, true);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly ts.Diagnostic[] };
  expect(parseDiagnostics.map(({ messageText }) => messageText)).toEqual([]);
  const treeOf = (node: ts.Node): unknown => {
    const inner: unknown[] = [];
    ts.forEachChild(node, (child) => void inner.push(treeOf(child)));
    const own = 'text' in node && node !== file ? (node.text as string) : '';
    return [ts.SyntaxKind[node.kind], own, ...inner];
  };
  return treeOf(file);
}

const notebooks = readdirSync(join(packageRoot, 'notebooks')).filter((name) => name.endsWith('.ipynb'));

test.each(notebooks)('what is pasted of each cell of %s is the same program, in 72 columns', (name) => {
  const { cells } = readNotebook(join(packageRoot, 'notebooks', name));
  for (const cell of cells.filter(({ cell_type }) => cell_type === 'code')) {
    const lines = codeMail(cell.source);

    expect(lines.filter((line) => !/^>( [\x20-\x7e]{0,69}[\x21-\x7e])?$/.test(line))).toEqual([]);
    expect(program(pasted(lines))).toEqual(program(cell.source));
  }
});

test('a long line is broken where the program minds no line end, and goes on further in', () => {
  expect(
    codeMail(
      "  checked.claim('the user does not see what write() stored', kernelStores.run().staleLoads === 1); // for good, and for all that look at it later",
    ),
  ).toEqual([
    ">   checked.claim('the user does not see what write() stored',",
    '>       kernelStores.run().staleLoads === 1); // for good, and for all',
    '>   // that look at it later',
  ]);
});

test('a text that is longer than a line is broken by a backslash in it, and never within an escape', () => {
  expect(codeMail(`show('${'words and '.repeat(10)}\u00b7\u00b7');`)).toEqual([
    "> show('words and words and words and words and words and words and \\",
    "> words and words and words and words and \\u00b7\\u00b7');",
  ]);
  expect(program(pasted(codeMail(`f('${'\u00b7'.repeat(50)}');`)))).toEqual(
    program(`f('${'\u00b7'.repeat(50)}');`),
  );
});

test('spaces and tabs of a text stay, comments are plain words', () => {
  const cell = 'const a = `x  \n\ty`; // “so” – it is';

  expect(codeMail(cell)).toEqual(['> const a = `x \\x20', '> \\ty`; // "so" - it is']);
  expect(program(pasted(codeMail(cell)))).toEqual(program(cell));
});

test.each([
  `return_(${'aaaa + '.repeat(20)}1);`,
  `const f = async (${'a, '.repeat(30)}b) => ({ ...a, x: a?.b ?? c ? d : e, y: 1.5.toFixed(${'2, '.repeat(9)}3) });`,
  `const t = \`${'word '.repeat(20)}\${${'a.b.'.repeat(20)}c} ${'word '.repeat(20)}\`;`,
  `const r = ${'a || '.repeat(12)}/x,y(=>)/.test(b) && b !== c && d === e && f >= g && (h += 1, h--, h);`,
  `const m: Map<string, readonly (${'string | '.repeat(10)}number)[]> = new Map<string, any>([['a', []]]) as any;`,
  `for (let i = 0; i < ${'1'.repeat(20)} && j < ${'1'.repeat(20)} && k < 5; i++) { x![i]!.y = z satisfies number; }`,
  `class A { constructor(private readonly a: number, protected b?: ${'Long'.repeat(12)}, public c = 5) { super(); } }`,
])('%s is the same program', (cell) => {
  const lines = codeMail(cell);

  expect(lines.filter((line) => line.length > 72)).toEqual([]);
  expect(program(pasted(lines))).toEqual(program(cell));
});

test('texts of any letters are the same texts', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 120 }), { maxLength: 3 }), (texts) => {
      const cell = texts.map((text) => `show(${JSON.stringify(text)}, f);`).join(' ');
      const lines = codeMail(cell);

      expect(lines.filter((line) => !/^[\x20-\x7e]{0,72}$/.test(line))).toEqual([]);
      expect(program(pasted(lines))).toEqual(program(cell));
    }),
    { numRuns: 300 },
  );
});

describe('very long code', () => {
  it.each([
    ['an expression', `const a = ${Array.from({ length: 20_000 }, (_, nth) => nth).join(' + ')};`],
    ['brackets in brackets', `${'('.repeat(20_000)}1${')'.repeat(20_000)};`],
    ['lists in lists', `${'['.repeat(20_000)}1${']'.repeat(20_000)};`],
    ['a text', `const a = '${'x'.repeat(200_000)}';`],
    ['a word', 'x'.repeat(200_000)],
    ['a comment', `// ${'word '.repeat(40_000)}`],
  ])('is a mail: %s', (_what, code) => {
    const lines = codeMail(code);

    expect(lines.length).toBeGreaterThan(code.length / 72);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(72);
  });

  it('is looked at a line at a time: twice as long, twice the work', () => {
    const looks = [2000, 4000].map((terms) => {
      let letters = 0;
      const matchAll = vi.spyOn(String.prototype, 'matchAll').mockImplementation(function (
        this: string,
        marks,
      ) {
        letters += this.length;
        return marks[Symbol.matchAll](this);
      } as typeof String.prototype.matchAll);
      codeMail(`const a = ${Array.from({ length: terms }, (_, nth) => nth).join(' + ')};`);
      matchAll.mockRestore();
      return letters;
    });

    expect(looks[0]).toBeGreaterThan(2000);
    expect(looks[1]).toBeLessThan(2.5 * looks[0]!);
  });
});
