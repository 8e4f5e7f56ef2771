/**
 * The dark form of drawings that stand in a page: a color that says something becomes its twin of the dark palette, by the attribute
 * that holds it, since a style sheet beats such attributes. A notebook carries the light form alone, and so does paper.
 */

import { DARK, FIELD, INK, OUTCOME, OWNER, tint, USERS } from '../views/palette.js';

type Twins = readonly (readonly [light: string, dark: string])[];

function twinsOf<Name extends string>(
  light: Readonly<Record<Name, string>>,
  dark: Readonly<Record<Name, string>>,
): Twins {
  return (Object.keys(light) as Name[]).map((name) => [light[name], dark[name]]);
}

function only<Name extends string, Part extends string>(
  looks: Readonly<Record<Name, Readonly<Record<Part, string>>>>,
  part: Part,
): Record<Name, string> {
  const names = Object.keys(looks) as Name[];
  return Object.fromEntries(names.map((name) => [name, looks[name][part]])) as Record<Name, string>;
}

const owners: Twins = [
  ...twinsOf(only(OWNER, 'color'), DARK.owner),
  ...USERS.map((color, nth) => [color, DARK.users[nth]!] as const),
];

/** Each color that a drawing has, once, and what it is in the dark. */
export const DARK_TWINS: ReadonlyMap<string, string> = new Map([
  ...owners,
  ...owners.map(([light, dark]) => [tint(light), tint(dark)] as const),
  ...twinsOf(only(OUTCOME, 'color'), only(DARK.outcome, 'color')),
  ...twinsOf(only(OUTCOME, 'ground'), only(DARK.outcome, 'ground')),
  ...twinsOf(INK, DARK.ink),
  ...twinsOf(FIELD, DARK.field),
]);

const rules = [...DARK_TWINS].map(
  ([light, dark]) =>
    `.drawing [fill="${light}"] { fill: ${dark}; } .drawing [stroke="${light}"] { stroke: ${dark}; }`,
);

/** Plots know no such twins: light and dark change places, and hues stay about where they are. */
export const darkDrawings = `@media screen and (prefers-color-scheme: dark) {
${rules.join('\n')}
.outputs figure img[src^="data:image/svg+xml"], .plot { filter: invert(.91) hue-rotate(180deg); }
}`;
