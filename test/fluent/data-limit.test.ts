/** What a story brings along has a limit that its message names; a transfer may be longer than its data. */
import { describe, expect, it, test } from 'vitest';
import { alias, daxFile, daxIo, iov, processor, scenario } from '../../src/index.js';
import { MOST_DATA } from '../../src/linux/story/data-limit.js';

const file = daxFile('mail.dat').pages(16_384);
const user = alias(file.page(0));
const story = scenario(processor('SH7750'));
const long = 'x'.repeat(MOST_DATA + 1);

it.each([
  ['a store', () => story.store(user, long).run()],
  ['a write', () => story.write(file, long).run()],
  ['an append', () => story.append(file, long).run()],
  ['a transfer', () => story.daxIo(daxIo().write(long).to(file)).run()],
  ['a file', () => daxFile('a').pages(2000).containing(long).describe()],
  ['an iovec', () => iov().bytes('x').room('8 MiB').describe()],
])('%s of more than 4 MiB of data is refused, with what works', (_what, act) => {
  expect(act).toThrow('is more than the 4 MiB that a story may bring along');
  expect(act).toThrow('say fewer, and how long the transfer is: they are written over and over');
});

test('what is each short enough counts together, in steps and in files, stored or typed', () => {
  const half = Array(MOST_DATA / 2 + 1).fill(1);
  const told = JSON.parse(JSON.stringify(story.write(file, 'x').write(file, 'y')));
  for (const step of told.steps) Object.assign(step, { bytes: half, iov: [{ length: half.length }] });

  expect(() => scenario(told).run()).toThrow(
    `the story brings ${2 * half.length} bytes along, in its files and steps, more than the 4 MiB that it may`,
  );
});

test('the line of the message works, and is longer than its data', () => {
  const run = scenario().write(daxFile('mail.dat').pages(2048), 'x', 0, '8 MiB').run({ log: 'counts' });

  expect(run.returned()).toBe(8 * 2 ** 20);
});

describe('room without data', () => {
  it('is as long as a transfer, and takes none', () => {
    const { segments, bytes } = iov().room('32 MiB').room('32 MiB').describe();

    expect(segments.map(({ length }) => length)).toEqual([2 ** 25, 2 ** 25]);
    expect(bytes).toEqual([0]);
    expect(iov().room(3).describe().bytes).toEqual([0, 0, 0]);
  });

  it('is read into, and written as zeros', () => {
    const run = story.read(file, iov().room('5 MiB')).write(file, iov().room('5 MiB')).run({ log: 'counts' });

    expect([run.returned(1), run.returned(2)]).toEqual([5 * 2 ** 20, 5 * 2 ** 20]);
  });
});
