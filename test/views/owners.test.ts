/** Users who differ have letters and colors that differ, wherever somebody is shown by a letter or a color. */
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import { split } from '../../src/fluent/address-split.js';
import { alias } from '../../src/fluent/alias.js';
import { mapping } from '../../src/fluent/mapping.js';
import { scenario } from '../../src/fluent/scenario.js';
import { ownersOf } from '../../src/views/owners.js';
import { OUTCOME, OWNER, USERS } from '../../src/views/palette.js';
import { file, kernel, sh4, user } from '../linux/stories.js';

const second = alias(file.page(5)).user(0x2955_2000).process(2).named('second');
const run = scenario(sh4).store(user, 'hello').store(second, '!', 9).load(kernel, 5).run();
const [BLUE, VIOLET] = USERS;

/** Each badge of a picture: its letter, and the color it is on. */
function badgesOf(svg: string): string[] {
  const { document } = new JSDOM(svg, { contentType: 'image/svg+xml' }).window;
  return [...document.querySelectorAll('circle + text')].map(
    (letter) => `${letter.textContent} ${letter.previousElementSibling!.getAttribute('fill')}`,
  );
}

describe('two users are drawn as two', () => {
  test('in the timeline', () => {
    expect(badgesOf(run.svg())).toEqual([
      `U1 ${BLUE}`,
      `U2 ${VIOLET}`,
      `K ${OWNER.kernel.color}`,
      `M ${OWNER.memory.color}`,
    ]);
  });

  test('in the picture of cache sets, at the bytes and on the map', () => {
    const svg = run.sets().svg();

    expect(badgesOf(svg)).toEqual([
      `U1 ${BLUE}`,
      `U2 ${VIOLET}`,
      `K ${OWNER.kernel.color}`,
      `M ${OWNER.memory.color}`,
      `† ${OUTCOME.lost.color}`,
    ]);
    expect(svg.match(/(?<=>)U[0-9]?(?=<)/g)).toEqual(['U1', 'U2', 'U1', 'U2']);
  });

  test('in the figure of cache sets', () => {
    const figure = run.sets().figure();

    expect(
      figure.data.map(({ name, text, marker }) => [name, text, (marker as { color: string[] }).color]),
    ).toEqual([
      ['user', ['U1✗'], [BLUE]],
      ['second', ['U2✗'], [VIOLET]],
      ['kernel', ['K✗'], ['#ffffff']],
    ]);
  });

  test('in the mail of cache sets, whose map has two characters a place', () => {
    expect(run.sets().toMail()).toContain(`
     color 0         color 1         color 2         color 3
  0 |................U1..............U2..............k...............|
    (sets 0 to 511, 16 sets a place; a capital is dirty)
`);
  });

  test('in the stepper', () => {
    const cells = run.stepper().figure().data.at(-2)!;
    const { y, marker } = cells as unknown as {
      y: number[];
      marker: { line: { color: string[] }; symbol: string[] };
    };
    const fresh = (row: number) =>
      new Set(marker.line.color.filter((_, i) => y[i] === row && marker.symbol[i] === 'square'));

    expect([fresh(1), fresh(2), fresh(3)]).toEqual([
      new Set([BLUE]),
      new Set([VIOLET]),
      new Set([OWNER.kernel.color]),
    ]);
  });

  test('where addresses are taken apart', () => {
    expect(badgesOf(split(sh4, user, second, kernel).svg())).toEqual([
      `U1 ${BLUE}`,
      `U2 ${VIOLET}`,
      `K ${OWNER.kernel.color}`,
    ]);
  });
});

test('one user has a bare letter', () => {
  const alone = scenario(sh4).store(user, 'hello').load(kernel, 5).run();

  expect(badgesOf(alone.svg())).toEqual([`U ${BLUE}`, `K ${OWNER.kernel.color}`, `M ${OWNER.memory.color}`]);
});

test('two pages of one mapping, which have two names, are drawn as two', () => {
  const pages = mapping(file).named('both');
  const mapped = scenario(sh4).mmap(pages).store(pages, 'a', 0).store(pages, 'b', 4096).run();

  expect(badgesOf(mapped.svg()).filter((badge) => badge.startsWith('U'))).toEqual([
    `U1 ${BLUE}`,
    `U2 ${VIOLET}`,
  ]);
});

test('one name in two processes is two users, and five users have five letters', () => {
  const at = { kind: 'mmap' };
  const named = (name: string, process: number) => ({ who: 'user' as const, name, process, at });
  const users = [named('a', 1), named('a', 2), named('b', 1), named('c', 1), named('d', 1)];

  const looks = users.map(ownersOf(users));

  expect(looks.map(({ letter }) => letter)).toEqual(['U1', 'U2', 'U3', 'U4', 'U5']);
  expect(new Set(looks.slice(0, 4).map(({ color }) => color)).size).toBe(4);
});
