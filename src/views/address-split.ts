/** Addresses taken apart, below each other: as a table, as text, as a Plotly figure and as a picture. */
import { table } from 'arquero';
import { isVirtuallyIndexed } from '../hardware/cache-description.js';
import type { Layout, PlacedAlias } from '../linux/layout.js';
import { formatAddress } from '../units/address.js';
import {
  bitsOf,
  type Field,
  type FieldName,
  fieldsOf,
  indexAddress,
  mixes,
  tagOf,
} from './address-fields.js';
import type { Table } from './arquero-table.js';
import { type Figure, figureText } from './figure.js';
import { ownersOf } from './owners.js';
import { FIELD, INK, type OwnerLook, tint } from './palette.js';
import { badge, element, fitting, label, type Markup, type PictureWords, picture, widthOf } from './svg.js';
import { tableText } from './table-text.js';
import { describeCache, setsOfPage } from './words.js';

const TITLES: Readonly<Record<FieldName, string>> = {
  tag: 'tag',
  color: 'color',
  'page offset': 'page offset',
  set: 'set in page',
  byte: 'byte in line',
};

function setsText(layout: Layout, alias: PlacedAlias): string {
  const [first, last] = setsOfPage(layout, alias);
  return first === last ? `set ${first}` : `sets ${first}–${last}`;
}

/** A row an alias: its addresses, its fields and the sets of its page. */
export function addressSplitTable(layout: Layout, aliases: readonly PlacedAlias[]): Table {
  const fields = fieldsOf(layout.machine, layout.port.addressBits);
  const column = (value: (alias: PlacedAlias) => string) => aliases.map(value);
  return table({
    alias: column(({ description }) => description.name),
    virtual: column(({ virtual }) => formatAddress(virtual)),
    physical: column(({ physical }) => formatAddress(physical)),
    ...Object.fromEntries(
      fields.map((field) => [titleOf(layout, field), column((alias) => contentOf(layout, alias, field))]),
    ),
    sets: column((alias) => setsText(layout, alias)),
  });
}

function titleOf({ machine }: Layout, { name }: Field): string {
  if (name === 'tag')
    return mixes(machine)
      ? 'upper bits → physical tag'
      : `${isVirtuallyIndexed(machine.cache) ? 'virtual' : 'physical'} tag`;
  return name === 'set' && !isVirtuallyIndexed(machine.cache) ? 'set' : TITLES[name];
}

/** What stands in a field; beside the upper bits of a mixed address, the page frame that the lookup compares. */
function contentOf(layout: Layout, alias: PlacedAlias, field: Field): string {
  const bits = bitsOf(indexAddress(layout, alias), field);
  if (field.name !== 'tag' || !mixes(layout.machine)) return bits;
  return `${bits} → ${tagOf(layout, alias)}`;
}

/** The table as text, and what to see in it. */
export function addressSplitText(layout: Layout, aliases: readonly PlacedAlias[]): string {
  return `${tableText(addressSplitTable(layout, aliases))}\n${addressSplitWords(layout, aliases)}`;
}

/** What to see in it, in a sentence. */
export function addressSplitWords(layout: Layout, aliases: readonly PlacedAlias[]): string {
  return wordsOf(layout, aliases).caption ?? '';
}

function wordsOf(layout: Layout, aliases: readonly PlacedAlias[]): PictureWords {
  const { machine, colors } = layout;
  const sets = aliases.map((alias) => setsText(layout, alias));
  const named = aliases.map(({ description }, i) => `${description.name} to ${sets[i]}`);
  const places = new Set(sets).size > 1 ? `${named.slice(0, -1).join(', ')} and ${named.at(-1)}` : sets[0];
  const congruent = new Set(aliases.map(({ color }) => color)).size === 1;
  const caption = !isVirtuallyIndexed(machine.cache)
    ? `The physical address picks the set, so every name of a byte leads to one place: ${places}.`
    : colors === 1
      ? `The index lies inside the page offset, which is the same in every alias: ${places}.`
      : congruent
        ? `The color bits agree, so the index does: ${places}.`
        : `The addresses differ in the color bits, so they pick different sets: ${places}.`;
  const addresses = aliases
    .map(({ description, virtual, color }) => `${description.name} ${formatAddress(virtual)}, color ${color}`)
    .join('; ');
  return {
    alt: `Addresses on ${machine.name}, ${describeCache(machine.cache)}: ${addresses}. ${caption}`,
    caption,
  };
}

// --- the picture -------------------------------------------------------------------------------------------------

const LEFT = 176;
const RIGHT = 836;
const ROW = 62;
const TOP = 64;
const MONO = { size: 12, mono: true } as const;

/** The fields of each address in boxes, the color bits outlined in the color of the alias's owner. */
export function addressSplitSvg(layout: Layout, aliases: readonly PlacedAlias[]): string {
  const { machine, port } = layout;
  const fields = boxed(fieldsOf(machine, port.addressBits), layout);
  const which = isVirtuallyIndexed(machine.cache) ? 'virtual' : 'physical';
  const bottom = TOP + aliases.length * ROW;
  const page = Math.log2(machine.pageSize);
  const edge = edgeOf(fields, page);
  const ownerOf = ownersOf(aliases.map(({ description }) => description));
  return picture(
    860,
    bottom + 44,
    wordsOf(layout, aliases),
    label(
      20,
      26,
      fitting(`How ${machine.name} takes a ${which} address apart`, 820, { size: 15, bold: true }),
      {
        size: 15,
        bold: true,
      },
    ),
    ...fields.map((field) =>
      label((field.start + field.end) / 2, TOP - 8, titleOf(layout, field), {
        size: 11,
        color: INK.quiet,
        anchor: 'middle',
      }),
    ),
    ...aliases.flatMap((alias, row) =>
      rowOf(layout, alias, fields, TOP + row * ROW, ownerOf(alias.description)),
    ),
    ...translationEdge(edge, bottom, page, which),
  );
}

interface BoxedField extends Field {
  readonly start: number;
  readonly end: number;
}

/** Fields side by side: each as wide as its bits, and never narrower than its digits or its title. */
function boxed(fields: readonly Field[], layout: Layout): BoxedField[] {
  const least = fields.map((field) => {
    const digits =
      field.name === 'tag'
        ? (field.high - field.low) / 4 + (mixes(layout.machine) ? 14 : 4)
        : 1.25 * (field.high - field.low);
    return Math.max(widthOf('m', MONO) * digits + 14, widthOf(titleOf(layout, field), { size: 11 }) + 10);
  });
  const spare = Math.max(0, RIGHT - LEFT - least.reduce((sum, width) => sum + width, 0));
  const bits = fields[0]!.high;
  let start = LEFT;
  return fields.map((field, i) => {
    const end = start + least[i]! + (spare * (field.high - field.low)) / bits;
    const box = { ...field, start, end };
    start = end;
    return box;
  });
}

/** Where the lowest translated bit begins. */
function edgeOf(fields: readonly BoxedField[], page: number): number {
  const { start, end, low, high } = fields.find((field) => field.low <= page && page < field.high)!;
  return end - ((end - start) * (page - low)) / (high - low);
}

function rowOf(
  layout: Layout,
  alias: PlacedAlias,
  fields: readonly BoxedField[],
  top: number,
  owner: OwnerLook,
): Markup[] {
  const { description, virtual, physical, color } = alias;
  const virtuallyIndexed = isVirtuallyIndexed(layout.machine.cache);
  const boxes = fields.flatMap((field) => {
    const isColor = field.name === 'color';
    const look = isColor
      ? { fill: tint(owner.color), stroke: owner.color, 'stroke-width': 2.2 }
      : { fill: INK.ground, stroke: INK.line };
    const bits = contentOf(layout, alias, field);
    const middle = (field.start + field.end) / 2;
    return [
      element('rect', { x: field.start, y: top, width: field.end - field.start, height: 34, rx: 3, ...look }),
      label(middle, top + 21.5, bits, {
        ...MONO,
        anchor: 'middle',
        bold: isColor,
        color: isColor ? owner.color : INK.text,
      }),
    ];
  });
  const where = `color ${color} · ${setsText(layout, alias)}`;
  const addresses = virtuallyIndexed
    ? `physical ${formatAddress(physical)}`
    : `virtual ${formatAddress(virtual)}`;
  return [
    badge(30, top + 17, owner.letter, owner.color),
    label(48, top + 13, fitting(description.name, 120, { bold: true }), { bold: true, color: owner.color }),
    label(48, top + 29, formatAddress(indexAddress(layout, alias)), { ...MONO, size: 11 }),
    ...boxes,
    label(RIGHT, top + 49, where, { size: 11, color: owner.color, anchor: 'end', bold: true }),
    label(LEFT, top + 49, addresses, { size: 11, color: INK.quiet }),
  ];
}

/** Where translation ends: below this edge all aliases of a page are equal. */
function translationEdge(x: number, bottom: number, page: number, which: string): Markup[] {
  const y = bottom + 20;
  const left =
    which === 'virtual'
      ? `bits ${page} and up are translated: they may differ`
      : `bits ${page} and up come from translation`;
  return [
    element('line', { x1: x, y1: TOP - 4, x2: x, y2: y + 6, stroke: INK.text, 'stroke-dasharray': '4 3' }),
    label(x - 8, y, `◀ ${left}`, { size: 11, color: INK.quiet, anchor: 'end' }),
    label(x + 8, y, `page offset: the same in all ▶`, { size: 11, color: INK.quiet }),
  ];
}

/** Bits a field, stacked, a bar an alias. */
export function addressSplitFigure(layout: Layout, aliases: readonly PlacedAlias[]): Figure {
  const fields = fieldsOf(layout.machine, layout.port.addressBits);
  return {
    data: fields.map((field) => ({
      type: 'bar',
      orientation: 'h',
      name: titleOf(layout, field),
      y: aliases.map(({ description }) => figureText(description.name)),
      x: aliases.map(() => field.high - field.low),
      text: aliases.map((alias) => contentOf(layout, alias, field)),
      textposition: 'inside',
      insidetextanchor: 'middle',
      textfont: { color: INK.text },
      marker: { color: FIELD[field.name], line: { color: INK.edge, width: 1 } },
      hovertemplate: `bits ${field.low} to ${field.high - 1}: %{text}<extra>${titleOf(layout, field)}</extra>`,
    })),
    layout: {
      barmode: 'stack',
      xaxis: { title: { text: 'bits, the highest on the left' } },
      yaxis: { autorange: 'reversed' },
      legend: { orientation: 'h', y: -0.35 },
      margin: { l: 80, r: 20, t: 20, b: 60 },
      width: 760,
      height: 150 + 50 * aliases.length,
      meta: wordsOf(layout, aliases),
    },
  };
}
