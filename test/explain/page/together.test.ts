import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { showNow, soon } from '../../../src/explain/page/together.js';

const made: string[] = [];
const one = () => void made.push('one');
const other = () => void made.push('other');

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  showNow();
  made.length = 0;
  vi.useRealTimers();
});

it('makes changes in the order in which they came, each once, when it is told to', () => {
  soon(other);
  soon(one);
  soon(other);
  expect(made).toEqual([]);

  showNow();
  expect(made).toEqual(['other', 'one']);
});

it('makes them by itself where nobody tells it to, and not again', () => {
  soon(one);

  vi.runAllTimers();
  expect(made).toEqual(['one']);
  showNow();
  vi.runAllTimers();
  expect(made).toEqual(['one']);
});

it('takes what a change asks for along', () => {
  soon(() => soon(one));

  showNow();

  expect(made).toEqual(['one']);
});

it('makes the others where one fails', () => {
  soon(() => {
    throw new Error('a change that fails');
  });
  soon(one);

  expect(showNow).toThrow('a change that fails');
  vi.runAllTimers();
  expect(made).toEqual(['one']);
});
