/** Shorthand properties of cells, written out before tslab compiles them. */
import { describe, expect, test } from 'vitest';
import { writtenOut } from '../../src/jupyter/compiler/shorthand.js';

const always = () => true;

describe('a shorthand property is written out', () => {
  test.each([
    ['show({ x });', 'show({ x: x });'],
    ['({ x, y })', '({ x: x, y: y })'],
    [
      'const made = { a: { x }, ...rest, y, z() {} };',
      'const made = { a: { x: x }, ...rest, y: y, z() {} };',
    ],
    ['const f = (n: number) => ({ n, x });', 'const f = (n: number) => ({ n, x: x });'],
    [`\`\${f({ x })} { x }\``, `\`\${f({ x: x })} { x }\``],
    ['const { a = { x } } = y;', 'const { a = { x: x } } = y;'],
    ['({ a = { x } } = y);', '({ a = { x: x } } = y);'],
    ['a = { x };', 'a = { x: x };'],
    ['await f({ x });', 'await f({ x: x });'],
    ['<T,>(t: T) => ({ t, x })', '<T,>(t: T) => ({ t, x: x })'],
    ['const o = { größe, $ };', 'const o = { größe: größe, $: $ };'],
    ['{ const x = 1; f({ x }); } f({ x });', '{ const x = 1; f({ x }); } f({ x: x });'],
    ['interface x {} f({ x });', 'interface x {} f({ x: x });'],
    ["const o = {\n  x, // the first\n  'y': y,\n};", "const o = {\n  x: x, // the first\n  'y': y,\n};"],
  ])('in %s', (source, written) => {
    expect(writtenOut(source, always).source).toBe(written);
  });
});

describe('nothing is written out', () => {
  test.each([
    ['of a name that the cell declares', 'const x = 1; const o = { x };'],
    [
      'of one that it declares further down, or in a pattern',
      'const o = () => ({ f, y }); function f() {} const { a: [y] } = z;',
    ],
    ['of a class of the cell', 'class A {} const all = { A };'],
    ['of a parameter', 'const f = (x: number) => ({ x });'],
    ['of a variable of a loop', 'for (const x of all) f({ x });'],
    ['in a pattern that declares', 'const { x } = y; const f = ({ a, b: { c } }) => 1;'],
    ['in a pattern that assigns', '({ x } = y); [{ a }] = z; ({ b: { c } } = z); ({ d = 1 } = z);'],
    ['in the pattern of a loop', 'for ({ x } of all) f();'],
    ['in a string, a template or a comment', "'{ x }' + `{ x }`; // { x }"],
    ['in a type', 'type T = { x; y };'],
    ['in an import or an export', "import { x } from 'y'; export { z };"],
    ['of a block', '{ x }'],
    ['of what does not parse', 'f({ x };'],
    ['in a module of its own', '/** @module own */\nexport const f = () => ({ x });'],
  ])('%s', (_what, source) => {
    expect(writtenOut(source, always).source).toBe(source);
  });
});

test('only names of earlier cells are written out', () => {
  expect(writtenOut('f({ x, console });', (name) => name === 'x').source).toBe('f({ x: x, console });');
});

test('what is said of a column is said of the column that was typed', () => {
  const typed = 'const o = 1; f({ ab, c, d: 1 }, g);\nf({ ab }); h';
  const { source, columnAsTyped } = writtenOut(typed, always);
  const lines = source.split('\n');
  const asTyped = (line: number, part: string) =>
    typed.split('\n')[line - 1]!.slice(columnAsTyped(line, lines[line - 1]!.indexOf(part) + 1) - 1);

  expect(lines).toEqual(['const o = 1; f({ ab: ab, c: c, d: 1 }, g);', 'f({ ab: ab }); h']);
  expect(asTyped(1, 'o = 1')).toMatch(/^o = 1/);
  expect(asTyped(1, 'ab: ab')).toMatch(/^ab, c/);
  expect(asTyped(1, ' ab, c')).toMatch(/^ab, c/);
  expect(asTyped(1, ', c')).toMatch(/^, c/);
  expect(asTyped(1, 'c: c')).toMatch(/^c, d/);
  expect(asTyped(1, 'c, d')).toMatch(/^c, d/);
  expect(asTyped(1, 'd: 1')).toMatch(/^d: 1/);
  expect(asTyped(1, 'g)')).toMatch(/^g\);$/);
  expect(asTyped(2, ' }); h')).toMatch(/^ }\); h$/);
  expect(asTyped(2, 'h')).toMatch(/^h$/);
});
