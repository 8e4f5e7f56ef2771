/** Parts of drawings say which step, set, line and bytes they show, as tables write the same numbers. */
import { JSDOM } from 'jsdom';
import { expect, it } from 'vitest';
import { scenario } from '../../src/fluent/scenario.js';
import { marks, stretchesOf } from '../../src/views/marks.js';
import { kernel, sh4, story, user } from '../linux/stories.js';

const partsOf = (svg: string) => [
  ...new JSDOM(svg, { contentType: 'image/svg+xml' }).window.document.querySelectorAll('[data-step]'),
];
const said = (part: Element) =>
  ['step', 'set', 'line', 'byte'].map((name) => part.getAttribute(`data-${name}`) ?? '–').join(' ');

it('a timeline says it of each time that a line is held, and of each row', () => {
  expect(partsOf(story.run().svg()).map(said)).toEqual([
    '1–2 128 – –',
    '2 384 – –',
    '1 128 0x0c123000 0–4',
    '2 384 0x0c123000 0–4',
  ]);
});

it('a row that touches several lines names no bytes', () => {
  const run = scenario(sh4).store(user, 'x'.repeat(64), 16).load(kernel, 1).run();

  expect(
    partsOf(run.svg())
      .map(said)
      .filter((text) => text.startsWith('1 ')),
  ).toEqual(['1 128–130 – –']);
});

it('sets say it of each copy, and of each byte in it and in memory', () => {
  const { document } = new JSDOM(story.run().sets().svg(), { contentType: 'image/svg+xml' }).window;
  const line = document.querySelector('[data-line="0x0c123000"]')!;

  expect([...line.querySelectorAll('[data-set]')].map((copy) => copy.getAttribute('data-set'))).toEqual([
    '128',
    '384',
  ]);
  expect(line.querySelectorAll('[data-byte="4"]')).toHaveLength(3);
  expect(line.querySelectorAll('[data-set="384"] > [data-byte]')).toHaveLength(16);
});

it('many stretches are not said', () => {
  const odd = (count: number) => Array.from({ length: count }, (_, i) => 2 * i);

  expect(stretchesOf([0, 1, 2, 7])).toEqual(['0–2', '7']);
  expect(marks({ sets: odd(16) })['data-set']).toMatch(/^0, 2, .*, 30$/);
  expect(marks({ sets: odd(17) })['data-set']).toBeUndefined();
  expect(marks({ sets: [] })['data-set']).toBeUndefined();
});
