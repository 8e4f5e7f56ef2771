/** Which cells need which, by what they say: what runs again after a change, and what has to run first. */
import { describe, expect, it } from 'vitest';
import { namesOfCell } from '../../../src/explain/page/cell-names.js';
import { dependents, Order, type Ran } from '../../../src/explain/page/depends.js';

const orderOf = (...cells: string[]) => new Order(cells.map(namesOfCell));
const needs = (...cells: string[]) => orderOf(...cells).needs(cells.length);
/** Cells that ran in this order, as they are now. */
const ran = (...cells: number[]): Ran => ({
  at: (cell) => cells.lastIndexOf(cell) + 1 || undefined,
  lostAt: () => 0,
});

describe('a cell needs', () => {
  it.each<[string, string[], number[]]>([
    ['who declares what it reads', ['const a = 1;', 'const b = 2;', 'a;'], [1]],
    ['the last who does', ['const a = 1;', 'const a = 2;', 'a;'], [2]],
    ['who imports it', ["import { cache as c } from 'aliaslab';", 'c();'], [1]],
    ['who takes it out of an object', ['const { a: [b = 1], ...c } = {} as any;', 'b;'], [1]],
    ['who keeps the rest', ['const { a: [b = 1], ...c } = {} as any;', 'c;'], [1]],
    [
      'who declares a class, an enum, a function',
      ['class A {}\nenum B { X }\nfunction c() {}', 'A; B; c;'],
      [1],
    ],
    ['nobody for its own names', ['const a = 1;', 'const a = 2; a;'], []],
    ['nobody for the name of a property', ['const a = 1;', 'const o = { a: 2 }; o.a;'], []],
    [
      'nobody for a method, a label or a key of a class',
      ['const a = 1;', 'a: for (;;) break a; class X { a = 1; b() {} }'],
      [],
    ],
    ['who has the name in short', ['const a = 1;', '({ a });'], [1]],
    ['who has the name in brackets', ["const a = 'x';", 'const o: any = {}; o[a];'], [1]],
    [
      'nobody for what a function calls its own',
      ['const a = 1;', '((a) => a)(2); { const a = 3; a; } for (const a of []) a;'],
      [],
    ],
    [
      'nobody for what is caught, or in a pattern of its own',
      ['const a = 1;', 'try {} catch (a) { a; } (({ a }) => a)({ a: 1 });'],
      [],
    ],
    ['who has what shadows nothing outside', ['const a = 1;', '{ const a = 2; } a;'], [1]],
    ['nobody for a type', ['const a = 1;', 'let b: typeof a = 2; type C = { a: 1 };'], []],
    ['who assigns', ['let a = 1;', 'a = 2;', 'a;'], [2]],
    ['all who change', ['let a = 1;', 'a += 2;', 'a++;', 'a;'], [1, 2, 3]],
    ['who changes a part', ['const a: any = {};', 'a.b[0].c = 1;', 'delete a.d;', 'a;'], [1, 2, 3]],
    ['who assigns perhaps', ['let a = 1;', 'if (Math.PI > 3) a = 2;', 'a;'], [1, 2]],
    ['who changes a list', ['const a: number[] = [];', 'a.push(1);', 'a.map(String);', 'a;'], [1, 2]],
    ['nobody for what is only printed', ['const a = 1;', 'console.log(1);', 'console.log(2);'], []],
    [
      'what the functions that it calls read, wherever it is given',
      ['const f = () => g();', 'const g = () => h;', 'const h = 3;', 'f();'],
      [1, 2, 3],
    ],
    ['what they change', ['let n = 0; const up = () => ++n;', 'up();', 'n;'], [1, 2]],
    [
      'what methods of a class read',
      ['const a = 1;', 'class B { c() { return a; } }', 'new B().c();'],
      [1, 2],
    ],
    [
      'what it claims on, and no other who claims',
      ['const all = claims();', "all.claim('x', 1 > 0);", "all.claim('y', 1 > 0);"],
      [1],
    ],
    [
      'all who claimed, to count',
      ['const all = claims();', "all.claim('x', 1 > 0);", "all.claim('y', 1 > 0);", 'String(all);'],
      [1, 2, 3],
    ],
    [
      'who claimed by a function',
      ['const all = claims();', "const yes = () => all.claim('x', 1 > 0);", 'yes();', 'String(all);'],
      [1, 2, 3],
    ],
    ['all before it, if it evaluates text', ['const a = 1;', 'const b = 1;', "eval('a');"], [1, 2]],
    ['all before it, if one of them did', ['const a = 1;', "globalThis['x'] = 1;", '2;'], [1, 2]],
    ['nobody, where it cannot be read', ['const a = 1;', 'a = = 2;'], []],
  ])('%s', (_what, cells, expected) => {
    expect(needs(...cells)).toEqual(expected);
  });

  it('at any remove', () => {
    const order = orderOf('const a = 1;', 'const b = a;', 'const x = 1;', 'const c = b;');

    expect(order.allNeeds(4)).toEqual([1, 2]);
    expect(dependents([1], order)).toEqual([2, 4]);
    expect(dependents([2, 3], order)).toEqual([4]);
  });
});

it('what depended on a cell as it was depends on its change', () => {
  const was = orderOf('const a = 1;', 'const b = a;', 'const c = 1;');
  const is = orderOf('const c = 1;', 'const b = a;', 'c;');

  expect(dependents([1], is)).toEqual([3]);
  expect(dependents([1], is, was)).toEqual([2, 3]);
});

describe('before a cell run', () => {
  const order = orderOf('const a = 1;', 'const b = a;', 'const a = 2;', 'const c = a + b;', 'b;');

  it('those that it needs, at any remove, and no others', () => {
    expect(order.toRunBefore(5, ran())).toEqual([1, 2]);
    expect(order.toRunBefore(4, ran())).toEqual([1, 2, 3]);
  });

  it('none that have run', () => {
    expect(order.toRunBefore(5, ran(1, 2, 3, 4))).toEqual([]);
    expect(order.toRunBefore(4, ran(1, 2))).toEqual([3]);
  });

  it('those again whose name another cell has taken', () => {
    expect(order.toRunBefore(2, ran(1, 2, 3, 4))).toEqual([1]);
    expect(order.toRunBefore(4, ran(1, 2, 3, 4, 1))).toEqual([3]);
  });

  it('those again whose values were changed in place', () => {
    const counting = orderOf('let n = 0;', 'n++;', 'n++;', 'n;');

    expect(counting.toRunBefore(2, ran(1, 2, 3, 4))).toEqual([1]);
    expect(counting.toRunBefore(3, ran(1, 2, 3, 4))).toEqual([1, 2]);
    expect(counting.toRunBefore(4, ran(1, 2, 3, 4))).toEqual([]);
    expect(counting.toRunBefore(4, ran(1, 2))).toEqual([3]);
    expect(counting.toRunBefore(4, ran(1, 2, 3, 4, 1, 2))).toEqual([1, 2, 3]);
    expect(counting.toRunBefore(4, ran(1, 3, 2))).toEqual([1, 2, 3]);
  });

  it('those whose name was lost', () => {
    const lost: Ran = { ...ran(1, 2), lostAt: (name) => (name === 'a' ? 9 : 0) };

    expect(order.toRunBefore(2, lost)).toEqual([1]);
  });

  it('who claims, before what counts', () => {
    const claiming = orderOf(
      'const all = claims();',
      "all.claim('x', 1 > 0);",
      "all.claim('y', 1 > 0);",
      'String(all);',
    );

    expect(claiming.toRunBefore(3, ran())).toEqual([1]);
    expect(claiming.toRunBefore(4, ran(1, 3))).toEqual([2]);
    expect(claiming.toRunBefore(4, ran(1, 2, 3, 1))).toEqual([2, 3]);
    expect(claiming.toRunBefore(4, ran(1, 3, 2))).toEqual([]);
  });
});
