/** A failed cell says its error once, whoever ran it. */
import { expect, it } from 'vitest';
import { errorWords } from '../../src/explain/error-words.js';

it.each<[string, [string, string, string[]], { headline: string; rest: string }]>([
  [
    'of our kernel and page',
    ['TypeError', 'no', ['line 1 of the cell:', '  null.x', 'TypeError: no', '    at cell']],
    { headline: 'TypeError: no', rest: 'line 1 of the cell:\n  null.x\n    at cell' },
  ],
  [
    'of several lines',
    ['InputError', 'a\n  try: b', ['InputError: a', '  try: b']],
    { headline: 'InputError: a', rest: '  try: b' },
  ],
  [
    'of the compiler',
    ['CompileError', '1:2 - no\n3:4 - no', ['CompileError', '1:2 - no', '  x', '3:4 - no']],
    { headline: 'CompileError', rest: '1:2 - no\n  x\n3:4 - no' },
  ],
  ['in one text', ['Error', 'a', ['Error: a\n    at b']], { headline: 'Error: a', rest: '    at b' }],
  ['without a traceback', ['Error', 'a\nb', []], { headline: 'Error: a', rest: 'b' }],
  ['of another kernel', ['Err', 'a', ['Something else']], { headline: 'Err: a', rest: 'Something else' }],
])('%s', (_whose, [ename, evalue, traceback], words) => {
  expect(errorWords(ename, evalue, traceback)).toEqual(words);
});
