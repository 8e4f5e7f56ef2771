/** The drawings of our own: addresses, cache sets and timelines, as text and as pictures. */
import fc from 'fast-check';
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import { split } from '../../src/fluent/address-split.js';
import { alias } from '../../src/fluent/alias.js';
import { cache } from '../../src/fluent/cache.js';
import { compare } from '../../src/fluent/compare.js';
import { daxFile } from '../../src/fluent/dax-file.js';
import { daxIo } from '../../src/fluent/dax-io.js';
import { machine } from '../../src/fluent/machine.js';
import { mapping } from '../../src/fluent/mapping.js';
import { processor } from '../../src/fluent/processor.js';
import type { Run } from '../../src/fluent/run.js';
import { scenario } from '../../src/fluent/scenario.js';
import { congruent, uncached } from '../../src/fluent/strategies.js';
import type { MachineDescription } from '../../src/linux/machine-description.js';
import { toBigInt } from '../../src/units/address.js';
import { fieldsOf } from '../../src/views/address-fields.js';
import { element, fittedLabel, fitting, picture } from '../../src/views/svg.js';
import { timelineStory } from '../../src/views/timeline-story.js';
import { file, kernel, sh4, story, user, write } from '../linux/stories.js';

const text = (value: unknown) => `\n${String(value).replace(/ +$/gm, '')}\n`;
const lostStory = scenario(sh4).store(user, '!', 8).daxIo(write).evict(kernel).evict(user).load(kernel, 5);

describe('addresses taken apart', () => {
  test('on a VIPT cache differ in the color bits', () => {
    expect(text(split(sh4, user, kernel))).toBe(`
alias   virtual     physical    upper bits → physical tag  color  set in page  byte in line  sets
──────  ──────────  ──────────  ─────────────────────────  ─────  ───────────  ────────────  ────────────
user    0x29551000  0x0c123000  0x0a554 → 0x0c123          01     000 0000     0 0000        sets 128–255
kernel  0x8c123000  0x0c123000  0x23048 → 0x0c123          11     000 0000     0 0000        sets 384–511
The addresses differ in the color bits, so they pick different sets: user to sets 128–255 and kernel to sets 384–511.
`);
  });

  test('on a PIPT cache are the physical one, for every alias', () => {
    expect(text(split(processor('Cortex-A9'), user, kernel))).toBe(`
alias   virtual     physical    physical tag  set        byte in line  sets
──────  ──────────  ──────────  ────────────  ─────────  ────────────  ────────────
user    0x29551000  0x0c123000  0x06091       1000 0000  0 0000        sets 128–255
kernel  0xcc123000  0x0c123000  0x06091       1000 0000  0 0000        sets 128–255
The physical address picks the set, so every name of a byte leads to one place: sets 128–255.
`);
  });

  test('on a VIVT cache have a virtual tag', () => {
    expect(split(processor('ARM926EJ-S'), user, kernel).table().array('virtual tag')).toEqual([
      '0x29551',
      '0xcc123',
    ]);
  });

  test('have fields that cover every bit once, on any machine', () => {
    const machines = fc.record({
      organization: fc.constantFrom('VIVT', 'VIPT', 'PIPT'),
      line: fc.integer({ min: 2, max: 8 }),
      sets: fc.integer({ min: 0, max: 14 }),
      ways: fc.constantFrom(1, 2, 4, 12),
      page: fc.integer({ min: 12, max: 16 }),
      bits: fc.constantFrom(32, 64),
    });
    fc.assert(
      fc.property(machines, ({ organization, line, sets, ways, page, bits }) => {
        const description = {
          organization,
          line: 2 ** line,
          ways,
          size: 2 ** (line + sets) * ways,
          resolvesSynonyms: false,
        };
        const fields = fieldsOf(
          { cache: description, pageSize: 2 ** page } as unknown as MachineDescription,
          bits,
        );

        expect(fields[0]!.high).toBe(bits);
        expect(fields.at(-1)!.low).toBe(0);
        for (const [i, field] of fields.slice(1).entries()) expect(field.high).toBe(fields[i]!.low);
      }),
    );
  });
});

describe('the cache sets', () => {
  test('say whose each line is, and which copy is old', () => {
    expect(text(story.run().sets())).toBe(`
cache sets  SH7750  VIPT 16 KiB 1-way 32 B lines
set  way  alias   tag      physical    state  bytes                            newest                           memory                           stale
───  ───  ──────  ───────  ──────────  ─────  ───────────────────────────────  ───────────────────────────────  ───────────────────────────────  ─────
128    0  user    0x0c123  0x0c123000  dirty  "hello···········" … (32 bytes)  "hello···········" … (32 bytes)  "················" … (32 bytes)
384    0  kernel  0x0c123  0x0c123000  clean  "················" … (32 bytes)  "hello···········" … (32 bytes)  "················" … (32 bytes)  STALE
2 lines are held, and 0x0c123000 more than once: 1 copy differs from the newest bytes.
`);
  });

  test('show bytes that nobody holds any more', () => {
    expect(lostStory.run().sets().svg()).toContain('the newest bytes, whole nowhere');
    expect(story.run().sets().svg()).not.toContain('whole nowhere');
  });

  test('of an empty cache say that it is empty', () => {
    expect(String(story.using(uncached()).run().sets())).toMatch(/The cache holds no line\.$/);
  });
});

describe('the timeline', () => {
  test('of the lost store has two lines that both become dirty and leave one after the other', () => {
    expect(timelineStory(lostStory.run().engine).stays).toEqual([
      {
        lane: 0,
        core: 0,
        set: 128,
        way: 0,
        from: 0,
        to: 3,
        changes: [
          { row: 0, dirty: true },
          { row: 3, dirty: false },
        ],
      },
      {
        lane: 1,
        core: 0,
        set: 384,
        way: 0,
        from: 1,
        to: 2,
        changes: [
          { row: 1, dirty: true },
          { row: 2, dirty: false },
        ],
      },
      { lane: 1, core: 0, set: 384, way: 0, from: 4, to: undefined, changes: [] },
    ]);
  });

  test('of a congruent window has one line, that the window reaches through the lane of the user', () => {
    const { stays, rows } = timelineStory(story.using(congruent()).run().engine);

    expect(stays).toHaveLength(1);
    expect(rows[1]).toMatchObject({ lane: 1, through: 0, fetched: false });
  });

  test('of a page in the page cache follows the line that the user touches, not the block that it was filled from', () => {
    const mapped = mapping(file.page(5));
    const buffered = scenario(sh4).mmap(mapped).load(mapped, 5).withoutDax();

    const { lanes, rows, stays } = timelineStory(buffered.run().engine);

    expect(lanes.map(({ alias: { description } }) => description.who)).toEqual(['kernel', 'kernel', 'user']);
    expect(stays.map(({ lane, to }) => [lane, to])).toEqual([
      [1, 3],
      [2, undefined],
    ]);
    expect(rows.map(({ who, lane }) => [who, lane])).toEqual([
      ['process', 2],
      ['kernel', 0],
      ['kernel', 1],
      // flush_dcache_page of SH-4 names sets, and no address.
      ['cache', -1],
      ['kernel', 1],
      ['user', 2],
    ]);
  });

  test('heads the lanes of two windows with their files, or with their pages of one file', () => {
    const read = daxIo().read(5);
    const other = daxFile('other.dat').pages(8).startingAt(0x02001);
    const headings = (...pages: Parameters<typeof read.at>[0][]) =>
      pages
        .reduce<typeof story>((so, at) => so.daxIo(read.at(at)), scenario(sh4).using(congruent()))
        .run()
        .svg()
        .match(/(?<=>)window[^<]*/g);

    expect(headings(file.page(5), other.page(5))).toEqual(['window, mail.dat', 'window, other.dat']);
    expect(headings(file.page(5), file.page(1))).toEqual(['window, page 5', 'window, page 1']);
    expect(headings(file.page(5), file.page(5))).toEqual(['window']);
  });

  test('tells a page of the page cache from the block that it was filled from', () => {
    const mapped = mapping(file.page(5));
    const svg = scenario(sh4).mmap(mapped).load(mapped, 5).withoutDax().run().svg();

    const headings = svg.match(/(?<=>)kernel, [^<]*/g)!;
    expect(headings).toHaveLength(2);
    expect(new Set(headings).size).toBe(2);
    expect(headings).toContain('kernel, pfn 0xc123');
  });

  test('counts the rows that it leaves out', () => {
    const long = Array.from({ length: 20 }, (_, i) => i).reduce(
      (so, i) => so.store(user, [i + 1], i),
      scenario(sh4),
    );

    expect(long.run().svg()).toContain('… 4 more: .table() has all');
  });
});

test('a table groups the lines that one call touched', () => {
  const run = scenario(sh4).store(user, 'hello').flush(user).maintainCache('clean').run();

  expect(run.table().array('does')).toEqual(['store "hello"', 'flush 128 lines']);
  expect(run.table().array('cache')).toEqual(['miss, fill', '1 held, 1 written back, 1 dropped']);
});

test('a figure of runs has a mark with a letter for each outcome', () => {
  const figure = compare(story.run(), story.using(congruent()).run(), lostStory.run()).figure();

  expect(figure.data.map(({ name, text: letters }) => [name, letters])).toEqual([
    ['coherent', ['✓']],
    ['STALE', ['✗']],
    ['STALE, LOST', ['✗†']],
  ]);
});

/** Stories at the edges of what can be drawn. */
const hostile = '<script>alert("x")</script> & \u0000 \u202e';
const page = (name: string) => alias(daxFile(name).page(0));
const run = (on: Parameters<typeof scenario>[0], name = 'edge.dat'): Run =>
  scenario(on)
    .store(page(name).user().named(hostile), 'hello')
    .daxIo(daxIo().read(5))
    .store(page(name).user().process(2), '!', 9)
    .run();

const edges: [string, Run][] = [
  ['the mail', story.run()],
  ['the lost store', lostStory.run()],
  ['fully associative', run(machine(cache().size('64 KiB').fullyAssociative()))],
  ['four-byte lines', run(machine(cache().size('1 KiB').line(4)))],
  ['64 ways', run(processor('ARM920T'))],
  ['64 colors', run(processor('hyperSPARC 256K'))],
  ['64 bits', run(processor('Ice Lake'))],
  ['pages of 64 KiB', run(machine(cache().size('256 KiB').line(256)).pageSize('64 KiB'))],
  ['uncached', story.using(uncached()).run()],
];

describe.each(edges)('the pictures of %s', (_, each) => {
  const pictures = { sets: each.sets().svg(), timeline: each.svg() };

  test.each(Object.entries(pictures))(
    '%s: well-formed, with words, inside its frame, and nothing of a name is markup',
    (_name, svg) => {
      const { document } = new JSDOM(svg, { contentType: 'image/svg+xml' }).window;
      const root = document.documentElement;
      const [, , width, height] = root.getAttribute('viewBox')!.split(' ').map(Number) as [
        number,
        number,
        number,
        number,
      ];

      expect(root.querySelector('title')!.textContent!.length).toBeGreaterThan(30);
      expect(root.querySelector('desc')!.textContent).toMatch(/^[A-Z0-9].*\.$/s);
      expect(root.querySelectorAll('script')).toHaveLength(0);
      for (const rect of root.querySelectorAll('rect')) {
        const [x, y, w, h] = ['x', 'y', 'width', 'height'].map((name) =>
          Number(rect.getAttribute(name) ?? 0),
        );
        expect(x! >= 0 && y! >= 0 && x! + w! <= width + 0.5 && y! + h! <= height + 0.5, rect.outerHTML).toBe(
          true,
        );
      }
      for (const words of root.querySelectorAll('text')) {
        const [x, y] = ['x', 'y'].map((name) => Number(words.getAttribute(name)));
        expect(x! >= 0 && y! > 0 && x! <= width && y! <= height, words.outerHTML).toBe(true);
      }
    },
  );

  test('figures are plain data that says what to see', () => {
    for (const figure of [each.figure(), each.sets().figure()]) {
      expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
      expect(figure.layout.meta.alt.length).toBeGreaterThan(20);
      expect(figure.layout.meta.caption).toMatch(/\.$/);
    }
  });
});

test('an element escapes text and attributes, and what XML does not know', () => {
  expect(element('g', { 'data-x': '"<&' }, 'a<b & \u0001').text).toBe(
    '<g data-x="&quot;&lt;&amp;">a&lt;b &amp; \\u0001</g>',
  );
});

test('a picture carries its alternative text and its caption', () => {
  expect(picture(10.2, 5, { alt: 'a "b"', caption: 'C.' })).toMatch(
    /^<svg [^>]*viewBox="0 0 11 5"[^>]* aria-label="a &quot;b&quot;"><title>a &quot;b&quot;<\/title><desc>C\.<\/desc>/,
  );
});

test('text is shortened to what fits', () => {
  expect(fitting('abcdefghij', 30, { size: 10 })).toBe('abc…');
  expect(fitting('illicit ill', 43, { size: 10 })).toBe('illicit ill');
  expect(fitting('abc', 30, { size: 10 })).toBe('abc');
});

test('a label is set smaller where that is enough, and shortened where it is not', () => {
  expect(fittedLabel(0, 0, 'abc', 18, { size: 10 }).text).toMatch(/font-size="9\.7".*>abc</);
  expect(fittedLabel(0, 0, 'abcdefghij', 30, { size: 10 }).text).toMatch(/font-size="10".*>abc…</);
});

test('an address keeps its last bit in a picture', () => {
  const high = alias(file.page(5)).kernel(0xffff_ffff_ffff_f000n);

  expect(toBigInt(split(processor('Ice Lake'), high).aliases[0]!.virtual)).toBe(0xffff_ffff_ffff_f000n);
  expect(split(processor('Ice Lake'), high).svg()).toContain('0xfffffffffffff000');
});
