/** What of an SVG may stand in a page itself: what the library draws, and nothing that does, loads, names or hides anything. */
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { DARK_TWINS } from '../../src/explain/dark-drawings.js';
import { drawingOf } from '../../src/explain/drawing.js';
import { safeHtml } from '../../src/explain/safe-html.js';
import { split } from '../../src/fluent/address-split.js';
import { prove } from '../../src/fluent/prove.js';
import { INK } from '../../src/views/palette.js';
import { picture } from '../../src/views/svg.js';
import { kernel, sh4, story, user } from '../linux/stories.js';
import { attacks } from './attacks.js';

const words = { alt: 'a box', caption: 'A box.' };
const ours = picture(40, 20, words);
/** A picture of ours with something else in it. */
const holding = (inside: string) => ours.replace('</svg>', `${inside}</svg>`);
const addressOf = (svg: string) => `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;

/** The page's own copy of an SVG, as a browser reads it; undefined where it stays an image. */
function inPage(svg: string): SVGElement | undefined {
  const html = safeHtml(`<img src="${addressOf(svg)}" alt="x">`, { drawings: [] });
  return new JSDOM(html).window.document.querySelector<SVGElement>('svg') ?? undefined;
}

/** All of a drawing but its frame and the words of the whole, as one text. */
function partsOf(root: Element): string {
  const own = (element: Element): string => {
    const names = [...element.attributes].filter(({ name }) => name !== 'xml:space');
    const inside =
      element.children.length > 0 ? [...element.children].map(own).join('') : element.textContent;
    return `<${element.localName} ${names.map(({ name, value }) => `${name}=${value}`).sort()}>${inside}</>`;
  };
  return [...root.children]
    .filter(({ localName }) => localName !== 'title' && localName !== 'desc')
    .map(own)
    .join('');
}

describe('a drawing of ours', () => {
  const run = story.run();
  it.each([
    ['a timeline', run.svg()],
    ['sets', run.sets().svg()],
    ['an address', split(sh4, user, kernel).svg()],
    ['a byte that looks like markup', sh4 && picture(9, 9, { alt: '<b> & "c"', caption: '<script>' })],
  ])('stands in the page, part by part: %s', (_, svg) => {
    const before = new JSDOM(svg, { contentType: 'image/svg+xml' }).window.document.documentElement;
    const drawn = inPage(svg)!;

    expect(partsOf(drawn)).toBe(partsOf(before));
    expect(drawn.getAttribute('aria-label')).toBe(before.getAttribute('aria-label'));
    expect(drawn.namespaceURI).toBe('http://www.w3.org/2000/svg');
    expect(drawn.querySelectorAll(':scope > title, :scope > desc')).toHaveLength(0);
  });

  it('is so large that its smallest words can be read', () => {
    const small = (size: number) => `<text x="1" y="1" font-size="${size}">a</text>`;

    expect(drawingOf(holding(small(8)))?.attributes).toContainEqual(['width', '55']);
    expect(drawingOf(holding(small(12)))?.attributes).toContainEqual(['width', '40']);
    expect(drawingOf(holding(small(8)))?.attributes).toContainEqual(['viewBox', '0 0 40 20']);
  });
});

const unlike = [
  ...attacks,
  '<script>window.pwned = 1</script>',
  '<style>* { display: none }</style>',
  '<foreignObject width="9" height="9"/>',
  '<image width="9" height="9"/>',
  '<use/>',
  '<a><text x="1" y="1">x</text></a>',
  '<animate/>',
  '<set/>',
  '<svg width="1" height="1"/>',
  '<x:script xmlns:x="http://www.w3.org/1999/xhtml">window.pwned = 1</x:script>',
  '<rect onload="window.pwned = 1"/>',
  '<rect OnLoad="window.pwned = 1"/>',
  '<rect id="a"/>',
  '<rect class="tools"/>',
  '<rect style="fill: none"/>',
  '<rect href="#a"/>',
  '<rect xlink:href="#a"/>',
  '<rect fill="url(#a)"/>',
  '<rect fill="url(https://example.org/a)"/>',
  '<rect fill="var(--ground)"/>',
  '<rect fill="red"/>',
  '<rect fill="#0072b2;"/>',
  '<rect fill="#0072b2&#10;"/>',
  '<rect fill="#0072b2\\20"/>',
  '<rect filter="url(#a)"/>',
  '<rect clip-path="url(#a)"/>',
  '<rect transform="scale(99)"/>',
  '<rect x="1e9"/>',
  '<rect x="1px"/>',
  '<rect x="calc(1px)"/>',
  '<rect tabindex="0"/>',
  '<rect data-cell="1"/>',
  '<rect data-step="1] *"/>',
  '<rect data-line="javascript:"/>',
  '<path d="M0 0url(#a)"/>',
  '<text font-family="serif">x</text>',
  '<text x="1" y="1">a<tspan>b</tspan></text>',
  '<g>words</g>',
  '<title><img/></title>',
  '<desc><script/></desc>',
  '<!-- a remark --><rect constructor="1"/>',
  '<toString/>',
];

describe.each(unlike)('a drawing with %s in it', (inside) => {
  it('stays an image, or text', () => {
    expect(inPage(holding(inside))).toBeUndefined();
  });
});

it.each([
  ['words too small to be ours', holding('<text x="1" y="1" font-size="0.01">a</text>')],
  ['no words', ours.replace(/ aria-label="[^"]*"/, '')],
  ['another box', ours.replace('0 0 40 20', '0 0 4000 2000')],
  ['no size', ours.replace(/ width="40" height="20"/, '')],
  ['a size of nothing', ours.replaceAll('"40"', '"0"').replace('0 0 40', '0 0 0')],
  ['another root', ours.replace('<svg', '<g').replace('</svg>', '</g>')],
  ['more parts than a picture of ours has', holding('<g/>'.repeat(6000))],
  ['an end too many', `${ours}</svg>`],
])('a picture with %s stays an image', (_, svg) => {
  expect(svg).not.toBe(ours);
  expect(drawingOf(svg)).toBeUndefined();
});

it('is a drawing, with nothing in it (control)', () => {
  expect(inPage(holding(''))).toBeDefined();
  expect(
    inPage(holding('<g data-step="1–3, 5" data-line="0xc123000"><rect fill="#0072b2" x="-1.5"/></g>')),
  ).toBeDefined();
});

describe('in the dark', () => {
  it('every color of a drawing has a twin, which is none of them', () => {
    const held = story.store(user, '!', 8).run();
    const svgs = [held, held.sets(), split(sh4, user, kernel), prove(story).plans()].map((each) =>
      each.svg(),
    );
    const colors = svgs.flatMap((svg) =>
      [...svg.matchAll(/ (?:fill|stroke)="(#[^"]*)"/g)].map(([, color]) => color!),
    );

    expect(new Set(colors).size).toBeGreaterThan(12);
    expect([...new Set(colors)].filter((color) => !DARK_TWINS.has(color))).toEqual([]);
    expect([...DARK_TWINS].filter(([light, dark]) => light === dark && light !== INK.edge)).toEqual([]);
  });
});
