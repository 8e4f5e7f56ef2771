/** Cells of TypeScript as a page runs them: names live on, lines stay where they are, what cannot run is refused. */
import { describe, expect, it } from 'vitest';
import { rewriteCell } from '../../src/explain/page/rewrite.js';
import { Session } from '../../src/explain/page/session.js';

const modules = { lib: { one: 1, two: 2, default: 'the default' } };

/** Runs cells in a session of their own; what the last one gives, or the error that ended it. */
async function values(...cells: string[]): Promise<unknown> {
  const session = new Session(modules, ['OnlyType']);
  let last: unknown;
  for (const [i, cell] of cells.entries()) {
    const end = await session.run(cell, i + 1);
    if (!end.ok) return end.error;
    last = end.value;
  }
  return last;
}

describe('a cell', () => {
  it.each([
    ['the last expression', ['1 + 1'], 2],
    ['a promise, awaited', ['Promise.resolve(3)'], 3],
    ['nothing after a declaration', ['const rw0 = 1;'], undefined],
    ['a type assertion', ["('x' as unknown as string).length;"], 1],
  ])('gives %s', async (_what, cells, expected) => {
    expect(await values(...cells)).toBe(expected);
  });

  it.each([
    ['const', ['const rw1 = 4;', 'rw1']],
    ['let without a value, assigned later', ['let rw2;\n(rw2 = 4)', 'rw2']],
    [
      'destructuring with defaults and rest',
      ['const { a: [rw3 = 4], ...rw3b } = { a: [], c: 1 } as any;', 'rw3 * rw3b.c'],
    ],
    ['a class', ['class Rw4 { readonly ways: number = 4; }', 'new Rw4().ways']],
    [
      'an exported class with parameter properties',
      ['export class Rw5 { constructor(readonly ways = 4) {} }', 'new Rw5().ways'],
    ],
    ['an enum', ['enum Rw6 { Two = 2, Four = Two + 2 }', 'Rw6.Four']],
    [
      'a function, used above its text',
      ['const rw7 = rw7f();\nfunction rw7f(): number { return 4; }', 'rw7 + rw7f() - 4'],
    ],
    [
      'a function that another cell defines anew',
      ['function rw8() { return 1; }\nconst rw8c = () => rw8();', 'function rw8() { return 4; }', 'rw8c()'],
    ],
    [
      'a variable that closures of two cells count up',
      ['let rw9 = 0; const rw9up = () => ++rw9;', 'rw9up(); rw9up(); rw9up();', 'rw9up()'],
    ],
    ['top-level await', ['const rw10 = await Promise.resolve(4);', 'rw10']],
    ['a declaration again', ['const rw11 = 1;', 'const rw11 = 4;', 'rw11']],
    [
      'imports, named, renamed, as a whole and later',
      [
        "import { one as rw12 } from 'lib';\nimport * as rw12all from 'lib';",
        "const { two: rw12two } = await import('lib');",
        'rw12 + rw12two + rw12all.one',
      ],
    ],
    ['several declarations on a line', ['const rw13 = 1, rw13b = 3', 'rw13 + rw13b']],
  ])('keeps %s for the next', async (_what, cells) => {
    expect(await values(...cells)).toBe(4);
  });

  it('calls functions by their own names', async () => {
    expect(await values('function rwNamed() {}\nrwNamed.name')).toBe('rwNamed');
  });

  it('imports a type without a value, and no name that is not there', async () => {
    expect(await values("import { one, OnlyType } from 'lib';\none;")).toBe(1);
    expect(await values("import { three } from 'lib';")).toMatchObject({
      ename: 'SyntaxError',
      evalue: "'lib' has no export named three",
    });
  });

  it.each([
    ['namespace Rw { export const a = 1; }', 'namespaces do not run on this page'],
    ['const a = 1;\nmodule Rw.Inner { }', 'namespaces do not run on this page'],
    ['function log(x: any) {}\n@log class Rw {}', 'decorators do not run on this page'],
    ['export * from "lib";', 'a cell has nobody to export this to'],
    ['export default 3;', 'a cell has nobody to export this to'],
    ['import.meta.url', 'import.meta does not exist in a cell'],
    ['const twice = 1; const twice = 2;', "Identifier 'twice' has already been declared"],
    ['const = 1;', 'Unexpected token'],
  ])('is refused: %s', (cell, message) => {
    expect(() => rewriteCell(cell)).toThrow(message);
  });

  it.each([
    'const namespace = 1, module = namespace;',
    'declare namespace Rw { const a: number; }',
    'const x = { module: 1 };\nx.module',
  ])('is not refused for a word alone: %s', (cell) => {
    expect(() => rewriteCell(cell)).not.toThrow();
  });

  it('says on which of its lines it failed, and in which function', async () => {
    const error = await values(
      "import {\n  one,\n} from 'lib';\nconst rwFar = (): never => {\n  throw new RangeError('too far');\n};\nrwFar();",
    );

    expect(error).toEqual({
      ename: 'RangeError',
      evalue: 'too far',
      traceback: [
        'line 5 of the cell:',
        "    throw new RangeError('too far');",
        '          ^',
        'RangeError: too far',
        '    at rwFar (cell-1.ts:5)',
        '    at cell-1.ts:7',
      ],
    });
  });

  it('says it of what is no error, of a cause, and of a syntax error too', async () => {
    expect(await values("throw 'tired';")).toEqual({
      ename: 'Uncaught',
      evalue: 'tired',
      traceback: ['Uncaught tired'],
    });
    expect(await values("throw new Error('a', { cause: new TypeError('b') });")).toMatchObject({
      traceback: expect.arrayContaining(['Error: a', '  caused by TypeError: b']),
    });
    expect(await values('1;\nconst = 2;')).toEqual({
      ename: 'SyntaxError',
      evalue: 'Unexpected token',
      traceback: ['line 2 of the cell:', '  const = 2;', '        ^', 'SyntaxError: Unexpected token'],
    });
  });

  it('keeps what is to be disposed of to itself, and its types out', () => {
    const cell = rewriteCell(
      'using open = file as Disposable;\nfunction same<const T>(x: T): T { return x; }\nfor await (const each of all) same(each);',
    );

    expect(cell.names).toEqual(['same']);
    expect(cell.lines.trim().split('\n')).toEqual([
      expect.stringMatching(/^using open = file *;$/),
      expect.stringMatching(/^function \$fn_same *\(x *\) *\{ return x; \}$/),
      'for await (const each of all) same(each);',
    ]);
  });
});
