/** Every color can be read or seen on its ground, and what stands side by side can be told apart with any color vision. */
import { describe, expect, test } from 'vitest';
import {
  AMOUNT,
  CURVES,
  DARK,
  FATE,
  FIELD,
  INK,
  JUDGED,
  KIND,
  LOGO,
  MISS,
  MISSED,
  OUTCOME,
  OWNER,
  PAGE,
  PAPER,
  REMEDY,
  tint,
  USERS,
  WORK,
} from '../../src/views/palette.js';
import { apart, contrast } from './color-vision.js';

type Named = readonly (readonly [name: string, color: string])[];

const colorsOf = (group: Readonly<Record<string, { readonly color: string }>>): Named =>
  Object.entries(group).map(([name, { color }]) => [name, color]);
const namesOf = (colors: Readonly<Record<string, string>>, ...names: string[]): Named =>
  names.map((name) => [name, colors[name]!]);

const owners: Named = [
  ...colorsOf(OWNER).filter(([name]) => name !== 'user'),
  ...USERS.map((color, nth) => [`user ${nth + 1}`, color] as const),
];
const outcomes = colorsOf(OUTCOME);
const darkOwners: Named = [
  ...Object.entries(DARK.owner).filter(([name]) => name !== 'user'),
  ...DARK.users.map((color, nth) => [`user ${nth + 1}`, color] as const),
];
const darkOutcomes = colorsOf(DARK.outcome);
const TOKENS = ['keyword', 'string', 'number', 'type', 'comment'];
const WORDS = ['ink', 'quiet', 'link', 'error', 'trouble', ...TOKENS];

/** Contrast of text by WCAG 2.1, 1.4.3. */
const READ = 4.5;
/** Contrast of marks, bars and lines by 1.4.11. */
const SEEN = 3;

describe('words can be read on their grounds', () => {
  test.each<[string, Named, string]>([
    ['owners', owners, INK.ground],
    ['owners in a tint of their own', owners, 'its tint'],
    ['outcomes', outcomes, INK.ground],
    ['outcomes in boxes of their own', outcomes, 'its ground'],
    ['fates, in white', colorsOf(FATE), INK.ground],
    ['what cells are judged to be, in white', colorsOf(JUDGED), INK.ground],
    ['text on the deepest shade of a number', namesOf(INK, 'text'), AMOUNT.most],
    ['text of pictures', namesOf(INK, 'text', 'quiet'), INK.ground],
    ['text on the map of sets', namesOf(INK, 'text', 'quiet'), INK.panel],
    ...Object.entries(FIELD).map(([name, ground]): [string, Named, string] => [
      `text on the ${name} of an address`,
      [['text', INK.text]],
      ground,
    ]),
    ['a page by light', namesOf(PAGE.light, ...WORDS), PAGE.light.ground],
    ['code by light', namesOf(PAGE.light, ...WORDS), PAGE.light.panel],
    ['an error by light', namesOf(PAGE.light, 'ink', 'error'), PAGE.light['error-ground']],
    ['a page in the dark', namesOf(PAGE.dark, ...WORDS), PAGE.dark.ground],
    ['code in the dark', namesOf(PAGE.dark, ...WORDS), PAGE.dark.panel],
    ['an error in the dark', namesOf(PAGE.dark, 'ink', 'error'), PAGE.dark['error-ground']],
    ['owners in the dark', darkOwners, DARK.ink.ground],
    ['outcomes in the dark', darkOutcomes, DARK.ink.ground],
    ...Object.entries(DARK.outcome).map(([name, { color, ground }]): [string, Named, string] => [
      `${name} in its box in the dark`,
      [
        [name, color],
        ['text', DARK.ink.text],
        ['quiet', DARK.ink.quiet],
      ],
      ground,
    ]),
    ['text of pictures in the dark', namesOf(DARK.ink, 'text', 'quiet'), DARK.ink.panel],
    ...Object.entries(DARK.field).map(([name, ground]): [string, Named, string] => [
      `text on the ${name} of an address in the dark`,
      [['text', DARK.ink.text]],
      ground,
    ]),
    ['paper', namesOf(PAPER, 'ink', 'quiet'), PAPER.ground],
    ['code on paper', namesOf(PAPER, 'ink', 'quiet'), PAPER.panel],
  ])('%s', (_, colors, on) => {
    const groundOf = (name: string, color: string) =>
      on === 'its tint'
        ? tint(color)
        : on === 'its ground'
          ? OUTCOME[name as keyof typeof OUTCOME].ground
          : on;

    const poor = colors.filter(([name, color]) => contrast(color, groundOf(name, color)) < READ);

    expect(colors.length).toBeGreaterThan(0);
    expect(poor).toEqual([]);
  });
});

describe('marks, bars and lines can be seen on their grounds', () => {
  test.each<[string, Named, string]>([
    ['work', colorsOf(WORK), INK.ground],
    ['references that missed', colorsOf(MISSED), INK.ground],
    ['reasons of misses', colorsOf(MISS), INK.ground],
    ['kinds of caches', colorsOf(KIND), INK.ground],
    ['remedies', colorsOf(REMEDY), INK.ground],
    ['curves', CURVES.map(({ color, symbol }) => [symbol, color]), INK.ground],
    ['lines that mean something', namesOf(INK, 'edge'), INK.ground],
    ['lines that mean something in the dark', namesOf(DARK.ink, 'edge'), DARK.ink.ground],
    ['warnings by light', namesOf(PAGE.light, 'warn'), PAGE.light.panel],
    ['warnings in the dark', namesOf(PAGE.dark, 'warn'), PAGE.dark.panel],
    ['the logo', namesOf(LOGO, 'page', 'one', 'other'), LOGO.ground],
  ])('%s', (_, colors, ground) => {
    const poor = colors.filter(([, color]) => contrast(color, ground) < SEEN);

    expect(colors.length).toBeGreaterThan(0);
    expect(poor).toEqual([]);
  });
});

describe('with any color vision one can tell apart', () => {
  test.each<[string, Named, number]>([
    ['owners', owners, 18],
    ['outcomes', outcomes, 20],
    // They meet in one picture, where a letter and a mark stand beside them.
    ['owners and outcomes', [...owners, ...outcomes], 10],
    ['owners in the dark', darkOwners, 18],
    ['outcomes in the dark', darkOutcomes, 20],
    ['owners and outcomes in the dark', [...darkOwners, ...darkOutcomes], 10],
    ['work', colorsOf(WORK), 20],
    ['references that missed', colorsOf(MISSED), 20],
    ['reasons of misses', colorsOf(MISS), 20],
    ['kinds of caches', colorsOf(KIND), 20],
    ['remedies', colorsOf(REMEDY), 20],
    ['fates', colorsOf(FATE), 12],
    ['curves', CURVES.map(({ color, symbol }) => [symbol, color]), 20],
    ['code by light', namesOf(PAGE.light, ...TOKENS), 15],
    ['code in the dark', namesOf(PAGE.dark, ...TOKENS), 15],
    ['the addresses of the logo', namesOf(LOGO, 'one', 'other'), 20],
  ])('%s', (_, colors, least) => {
    const close = colors.flatMap(([one, color], i) =>
      colors.slice(0, i).flatMap(([other, its]) => {
        const { distance, vision } = apart(color, its);
        return distance < least ? [`${one}, ${other}: ${distance.toFixed(1)}, ${vision}`] : [];
      }),
    );

    expect(colors.length).toBeGreaterThan(1);
    expect(close).toEqual([]);
  });

  test('not what the palette had once: the kernel and its window, for a viewer without red', () => {
    const { distance, vision } = apart('#B84F00', '#8A6100');

    expect(vision).toBe('protan');
    expect(distance).toBeLessThan(2.3);
  });
});

test('owners and outcomes have colors that nothing else in a picture has', () => {
  const others = [WORK, MISSED, MISS, KIND].flatMap((group) => colorsOf(group).map(([, color]) => color));
  const theirs = [...owners, ...outcomes].map(([, color]) => color);

  expect([...others, ...CURVES.map(({ color }) => color)].filter((color) => theirs.includes(color))).toEqual(
    [],
  );
  expect(new Set(theirs).size).toBe(theirs.length);
});

test.each<[string, readonly string[]]>([
  ['letter of an owner', Object.values(OWNER).map(({ letter }) => letter)],
  ['mark of an outcome', Object.values(OUTCOME).map(({ mark }) => mark)],
  ['mark of a fate', Object.values(FATE).map(({ mark }) => mark)],
  ['hatching of work', Object.values(WORK).map(({ shape }) => shape)],
  ['hatching of misses', Object.values(MISS).map(({ shape }) => shape)],
  ['symbol of a kind of cache', Object.values(KIND).map(({ symbol }) => symbol)],
  ['symbol of a remedy', Object.values(REMEDY).map(({ symbol }) => symbol)],
  ['symbol of a curve', CURVES.map(({ symbol }) => symbol)],
])('no %s is given twice', (_, looks) => {
  expect(looks).toEqual([...new Set(looks)]);
});
