/** What gives another result each time is found, however it is written. */
import { expect, test } from 'vitest';
import { changed, more, told } from './planted.js';

test.each([
  ['Math["random"]();', 'Math.random'],
  ['Math[`random`]();', 'Math.random'],
  ["Math['ran' + 'dom']();", 'Math.random'],
  ['(Math)?.random!();', 'Math.random'],
  ['(Math as any).random();', 'Math.random'],
  ['globalThis["Math"].random();', 'Math.random'],
  ['const { random } = Math;', 'Math.random'],
  ['const { max, random: luck = max } = Math;', 'Math.random'],
  ["const { ['random']: luck } = Math;", 'Math.random'],
  ['const { Math: { random } } = globalThis;', 'Math.random'],
  ['let luck; ({ random: luck } = Math);', 'Math.random'],
  ['const M: any = Math; M.random();', 'Math.random'],
  ['[1].map(Math.random);', 'Math.random'],
  ['Date["now"]();', 'Date.now'],
  ['const { now } = Date;', 'Date.now'],
  ['const Day = Date, today = new Day;', 'new Date()'],
  ['new globalThis.Date();', 'new Date()'],
  ['Date();', 'Date()'],
  ['const { performance: clock } = globalThis; clock.now();', 'performance'],
])('%s', (code, name) => {
  expect(told(changed(5, more(`\n${code}`)))).toEqual([`5 steady: ${name} gives another result each time`]);
});

test.each([
  ["import { randomUUID as id } from 'node:crypto';", 'crypto'],
  ["import * as c from 'crypto'; c.randomInt(3);", 'crypto'],
  ["import { performance as clock } from 'node:perf_hooks'; clock.now();", 'performance'],
  ["import { setTimeout as sleep } from 'node:timers/promises';", 'a timer'],
  ["const { randomBytes } = await import('node:crypto');", 'crypto'],
  ["const crypto = require('crypto'); crypto.randomBytes(3);", 'crypto'],
])('%s', (code, name) => {
  expect(told(changed(2, more(`\n${code}`)))).toEqual([`2 steady: ${name} gives another result each time`]);
});

test.each([
  'const { max, PI } = Math, M = Math; M.max(PI, Math["min"](1));',
  'const day = new Date(0), at = Date.UTC(2016, 0, 25); day instanceof Date;',
  'const performance = { now: () => 1 }; performance.now();',
  'const { random } = { random: 1 }; ({ Math: { random: 2 } });',
  "cache().replacement('random'); ({ now: 3 }).now;",
  'let when: Date | undefined; type Day = typeof Date;',
])('%s is steady', (code) => {
  expect(told(changed(5, more(`\n${code}`)))).toEqual([]);
});

test('a name is known in later cells', () => {
  const notebook = changed(2, more('\nconst M = Math;'));
  const cells = notebook.cells.map((cell, i) =>
    i === 4 ? { ...cell, source: `${cell.source}\nM.random();` } : cell,
  );

  expect(told({ ...notebook, cells })).toEqual(['5 steady: Math.random gives another result each time']);
});
