/** A field of a stored story that nobody reads is refused, wherever it stands. */
import { describe, expect, test } from 'vitest';
import { alias, daxFile, daxIo, iov, mapping, scenario } from '../../src/index.js';
import { InputError } from '../../src/units/problems.js';

const file = daxFile('f').pages(8).hole(3).containing('x').placed({ page: 2, pfn: 0x5000 });
const story = scenario('SH7750')
  .store(alias(file.page(0)).user(0x2955_0000), 'hi')
  .daxIo(
    daxIo()
      .write('MAIL')
      .at(file.page(0))
      .preemptedBy(daxIo().read(4).at(file.page(1))),
  )
  .mmap(mapping(file).from(1).named('map'))
  .read(file, iov().room(4));

interface Data {
  readonly [name: string]: Data;
}

const problemsOf = (change: (stored: Data) => void): readonly string[] => {
  const stored: Data = JSON.parse(JSON.stringify(story));
  change(stored);
  try {
    scenario(stored as never).run();
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
};

test('what was stored is read', () => {
  expect(problemsOf(() => {})).toEqual([]);
});

describe('a field too many', () => {
  const first = (list: Data | undefined) => Object.values(list!)[0]!;

  test.each<[string, (stored: Data) => void, string]>([
    ['in the story', (stored) => Object.assign(stored, { era: '6.19' }), "story: 'era' is none of machine"],
    [
      'in a step',
      ({ steps }) => Object.assign(steps![0]!, { att: 3 }),
      "step 1 (store): 'att' is none of do",
    ],
    [
      'in a transfer',
      ({ steps }) => Object.assign(steps![1]!.io, { offset: 1 }),
      "step 2 (dax_io): io: 'offset'",
    ],
    [
      'in what preempts it',
      ({ steps }) => Object.assign(steps![1]!.io.preemptedBy, { offset: 1 }),
      "step 2 (dax_io): io: preemptedBy: 'offset'",
    ],
    [
      'in a segment',
      ({ steps }) => Object.assign(steps[3].iov[0], { size: 1 }),
      "step 4 (read): iov: 'size'",
    ],
    ['in a file', ({ files }) => Object.assign(first(files), { hole: 2 }), "file f: 'hole' is none of name"],
    [
      'in an extent',
      ({ files }) => Object.assign(first(files).extents[0], { at: 1 }),
      "file f: extents: 'at'",
    ],
    [
      'in contents',
      ({ files }) => Object.assign(first(files).contents[0], { x: 1 }),
      "file f: contents: 'x'",
    ],
    ['in a placement', ({ files }) => Object.assign(first(files).placed[0], { x: 1 }), "file f: placed: 'x'"],
    [
      'in an alias',
      ({ aliases }) => Object.assign(first(aliases), { color: 2 }),
      "alias user: 'color' is none",
    ],
    [
      'in a place',
      ({ aliases }) => Object.assign(first(aliases).at, { color: 2 }),
      "alias user: at: 'color'",
    ],
    [
      'in a mapping',
      ({ mappings }) => Object.assign(first(mappings), { hugee: true }),
      "'hugee' is none of name",
    ],
  ])('%s', (_, change, problem) => {
    expect(problemsOf(change)).toEqual([expect.stringContaining(problem)]);
  });
});
