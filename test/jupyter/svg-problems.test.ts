/** An SVG is counted before it is drawn, in elements, pixels and filters, and what it would load is found, however it is written. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { InputError } from '../../src/index.js';
import { displayBundle } from '../../src/jupyter/bundle.js';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import { svgToPng } from '../../src/jupyter/static-image.js';
import { checkSvg, svgProblem, svgProblems } from '../../src/jupyter/svg-problems.js';
import { scanSvg } from '../../src/jupyter/svg-scan.js';
import { timelineSvg } from '../../src/views/timeline-svg.js';
import { story } from '../linux/stories.js';

const svg = (inside: string, size = 'width="9" height="9"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${inside}</svg>`;
const filter = (inside: string) =>
  `<filter id="f">${inside}</filter><rect width="9" height="9" filter="url(#f)"/>`;

/** Levels of ten that each draw the level before ten times, by whatever makes an element draw another. */
function tenfold(levels: number, draw: (name: string) => string, definition = 'g'): string {
  const rows = Array.from({ length: levels }, (_, i) => {
    const inside = i === 0 ? '<circle r="1"/>' : draw(`l${i - 1}`);
    return `<${definition} id="l${i}">${inside.repeat(10)}</${definition}>`;
  });
  return svg(`<defs>${rows.join('')}</defs>${draw(`l${levels - 1}`)}`);
}

describe('what is repeated is counted', () => {
  const many = 'draws more than 100,000 elements, repetitions counted';

  it.each([
    ['use', (name: string) => `<use href="#${name}"/>`, 'g'],
    ['use of old', (name: string) => `<use xlink:href='#${name}'/>`, 'g'],
    ['use with a prefix of its own', (name: string) => `<s:use q:href=" #${name}"/>`, 'g'],
    ['use with references', (name: string) => `<use href="&#35;&#x6c;${name.slice(1)}"/>`, 'symbol'],
    [
      'use that an animation leads there',
      (name: string) => `<use><set attributeName="href" to="#${name}"/></use>`,
      'g',
    ],
    ['masks', (name: string) => `<rect mask="url(#${name})"/>`, 'mask'],
    ['patterns in a style', (name: string) => `<rect style="fill: url( '#${name}' )"/>`, 'pattern'],
    [
      'clips in a style with escapes',
      (name: string) => `<rect style="clip-path:url(\\23 ${name})"/>`,
      'clipPath',
    ],
  ])('%s', (_what, draw, definition) => {
    expect(svgProblem(tenfold(3, draw, definition))).toBeUndefined();
    expect(svgProblem(tenfold(30, draw, definition))).toBe(many);
  });

  it('by a style sheet too', () => {
    const masks = Array.from(
      { length: 9 },
      (_, i) => `<mask id="m${i}">${`<rect class="c${i + 1}"/>`.repeat(9)}</mask>`,
    );
    const rules = masks.map((_, i) => `.c${i}{mask:url(#m${i})}`).join('');

    const written = [
      rules,
      `<![CDATA[${rules}]]>`,
      `<!-- -->${rules}`,
      rules.replaceAll('url(#', 'url(<![CDATA[#]]>'),
      rules.replaceAll('url(#', 'url(\\000023'),
      rules.replaceAll('url(#', 'url( "\\\n#'),
      rules.replaceAll('url(#', 'element(/*)*/#'),
    ];
    for (const style of written)
      expect(svgProblem(svg(`<style>${style}</style>${masks.join('')}<rect class="c0"/>`))).toBe(many);
    expect(
      svgProblem(
        svg(
          '<style>.a{fill:url(#g)}</style><linearGradient id="g"><stop/></linearGradient><rect class="a"/>',
        ),
      ),
    ).toBeUndefined();
  });

  it('in circles, and where there are as many', () => {
    expect(svgProblem(svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'))).toBe(many);
    expect(svgProblem(svg('<g id="a"><use href="#a"/></g><g id="a"/>'))).toBe(many);
    expect(svgProblem(svg('<rect/>'.repeat(99_000)))).toBeUndefined();
    expect(svgProblem(svg('<rect/>'.repeat(100_000)))).toBe(many);
    expect(svgProblem(svg(`${'<g>'.repeat(300)}${'</g>'.repeat(300)}`))).toBe(
      'has more than 256 elements inside each other',
    );
  });

  it.each(['<!--', '<![CDATA[', '<g ', '<g a="', '<', '<g a=', '<g a="#b" '])(
    'in one pass, also where it is nothing but %s',
    (piece) => {
      expect(svgProblem(svg(piece.repeat(200_000)))).toBe('is no XML that ends as it begins');
    },
  );
});

describe('what is no picture of its own', () => {
  it.each([
    ['<image href="/etc/hostname"/>', 'loads something from elsewhere'],
    ['<image xlink:href="picture.png"/>', 'loads something from elsewhere'],
    ['<image x:href="&#47;etc/hostname"/>', 'loads something from elsewhere'],
    ["<s:image href='file:///etc/hostname'/>", 'loads something from elsewhere'],
    ['<feImage href="https://example.org/a.png"/>', 'loads something from elsewhere'],
    ['<use href="other.svg#a"/>', 'loads something from elsewhere'],
    ['<image href="data:image/svg+xml;base64,PHN2Zy8+"/>', 'loads something from elsewhere'],
    ['<rect fill="url(other.svg#a)"/>', 'loads something from elsewhere'],
    ['<rect', 'is no XML'],
    ['</svg></svg>', 'is no XML'],
    ['</svg><svg>', 'is no XML'],
    ['<image href="a.png" href="#a"/>', 'is no XML'],
    ['<?xml-stylesheet href="#a"?>', 'loads a style sheet'],
    [`<style>@import "data:text/css,.a{mask:url(%23a)}";</style>`, 'has a style sheet that carries another'],
    ['<a b></a>', 'is no XML'],
  ])('%s', (inside, problem) => {
    expect(svgProblem(svg(inside))).toContain(problem);
  });

  it('declares no entities', () => {
    expect(svgProblem(`<!DOCTYPE svg [<!ENTITY a "aa">]>${svg('<text>&a;</text>')}`)).toBe(
      'declares entities: a few of them stand for any amount of text',
    );
  });
});

describe('what is large', () => {
  it.each([
    [
      'too wide',
      svg('', 'width="100000" height="100"'),
      'is larger than what is drawn: 100,000 × 100 pixels, and at most 16,384 a side and 8,388,608 in all',
    ],
    ['beyond numbers', svg('', 'width="1e9" height="1e9"'), '1,000,000,000 × 1,000,000,000 pixels'],
    ['in inches', svg('', "width='900in' height='1in'"), '86,400 × 96 pixels'],
    ['as its box is', svg('', 'viewBox="0 0 1e6 1e6"'), '1,000,000 × 1,000,000 pixels'],
    ['in all', svg('', 'width="9000" height="9000"'), '8,388,608 in all'],
    ['as a text', `<svg>${' '.repeat(2 ** 25)}</svg>`, 'has 33,554,443 letters, more than the 33,554,432'],
    [
      'by a blur without an end',
      svg(filter('<feGaussianBlur stdDeviation="5000"/>')),
      'has a filter that spreads over 5,000 units, more than the 500 that are drawn',
    ],
    [
      'by the blur of a style',
      svg('<style>rect { filter: blur(9999px) }</style><rect/>'),
      'has a filter that spreads over 9,999 units',
    ],
    [
      'by the blur of an animation',
      svg('<rect><set attributeName="filter" to="blur(9999px)"/></rect>'),
      'has a filter that spreads over 9,999 units',
    ],
    [
      'by a picture that is filtered often',
      svg(filter('<feFlood/>'.repeat(40)), 'width="2000" height="2000"'),
      'has filters that go over 160,000,000 pixels, more than the 67,108,864 that are drawn',
    ],
    [
      'by a style that filters whatever is drawn',
      svg(
        `<style>rect{filter:url(#f)}</style>${filter('<feFlood/>')}${'<rect/>'.repeat(500)}`,
        'width="760" height="400"',
      ),
      'has filters that go over',
    ],
    [
      'by a wide radius',
      svg(filter('<feMorphology radius="1000"/>'), 'width="400" height="400"'),
      'has filters that go over',
    ],
  ])('%s is refused', (_what, text, why) => {
    expect(svgProblem(text)).toContain(why);
    expect(() => checkSvg(text)).toThrow(InputError);
    expect(() => checkSvg(text)).toThrow(`this SVG cannot be drawn: it ${svgProblem(text)}`);
    expect(() => checkSvg(text)).toThrow(`try: show('<svg width="40" height="40">`);
  });

  it('is measured again by whoever draws it', () => {
    expect(() => svgToPng('<svg xmlns="http://www.w3.org/2000/svg" width="20000" height="5"/>')).toThrow(
      'this picture is larger than what is drawn: 20,000 × 5 pixels',
    );
  });
});

describe('an SVG', () => {
  it('is told all that is against it', () => {
    const image = '<image href="/a"/>';
    const text = svg(`${image}${image}${filter('<feGaussianBlur stdDeviation="5000"/>')}`, 'width="1e5"');

    expect(svgProblems(text)).toEqual([
      "loads something from elsewhere ('/a'): a picture carries its own bytes, as data:image/png;base64,… does",
      'is larger than what is drawn: 100,000 × 100 pixels, and at most 16,384 a side and 8,388,608 in all',
      'has a filter that spreads over 5,000 units, more than the 500 that are drawn',
    ]);
    expect(() => checkSvg(text)).toThrow(/\n {2}- this SVG.*\n {2}- this SVG.*\n {2}- this SVG/);
  });

  it('is looked at once: as many elements are noted as there are', () => {
    const elements = scanSvg(svg('<g><rect/><!-- < --></g>'.repeat(1000)));

    expect(elements).toHaveLength(2001);
    expect(
      typeof elements === 'string' || elements.reduce((sum, { children }) => sum + children.length, 0),
    ).toBe(2000);
  });

  it('is shown or refused through the same door', () => {
    expect(() => displayBundle(svg('', 'width="1e9"'))).toThrow('larger than what is drawn');
    expect(() =>
      displayBundle({ [Symbol.for('Jupyter.display')]: () => ({ 'image/svg+xml': svg('', 'width="1e9"') }) }),
    ).toThrow('larger than what is drawn');
  });
});

describe('what is left alone', () => {
  it.each([
    '<image href="data:image/png;base64,AAAA"/>',
    '<a href="https://example.org/">x</a>',
    '<text fill="#fff">a &lt; b #1</text>',
    '<!-- <image href="/a"/> --><?a <b?>',
    '<rect clip-path="url(#none)" style="fill: #123456"/>',
    `<path d="M0 0"></path>`,
    `<g id="a">${'<rect/>'.repeat(500)}</g><style>#a { fill: red } #a rect, #a:hover { stroke: #123 }</style>`,
    `<linearGradient id="l"/>${'<rect fill="url(#l)"/>'.repeat(500)}`,
    '<!-- <g><g><g> --><![CDATA[<g>]]><rect/>',
    filter('<feGaussianBlur stdDeviation="3"/><feOffset dx="2"/>'),
    '<text>blur(9999px)</text>',
  ])('%s', (inside) => {
    expect(svgProblem(svg(inside))).toBeUndefined();
    expect(
      svgProblem(
        `<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">\n${svg(inside)}`,
      ),
    ).toBeUndefined();
  });

  it.each([
    ['of this library', timelineSvg(story.run().engine)],
    ['without a size', '<svg><circle r="5"/></svg>'],
    ['as deep as may be', svg(`${'<g>'.repeat(255)}${'</g>'.repeat(255)}`)],
    [
      'with a shadow',
      svg(filter('<feGaussianBlur stdDeviation="3"/><feOffset dx="2"/>'), 'width="760" height="400"'),
    ],
  ])('a drawing %s', (_what, text) => {
    expect(svgProblems(text)).toEqual([]);
    expect(displayBundle(text)).toHaveProperty('image/png');
  });

  it('every drawing of our notebooks', () => {
    const folder = join(packageRoot, 'notebooks');
    const texts = readdirSync(folder)
      .filter((name) => name.endsWith('.ipynb'))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
    const drawings = texts.flatMap((text) => [...text.matchAll(/data:image\/svg\+xml;base64,([\w+/=]+)/g)]);

    expect(drawings.length).toBeGreaterThan(20);
    for (const [, base64] of drawings)
      expect(svgProblem(Buffer.from(base64!, 'base64').toString())).toBeUndefined();
  });
});

it('show() reads no file that a drawing names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aliaslab-svg-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'pixel.png');
  const pixel =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
  writeFileSync(file, Buffer.from(pixel, 'base64'));

  expect(() => displayBundle(svg(`<image href="${file}" width="9" height="9"/>`))).toThrow(
    'this SVG cannot be drawn: it loads something from elsewhere (',
  );
  expect(
    displayBundle(svg(`<image href="data:image/png;base64,${pixel}" width="9" height="9"/>`)),
  ).toHaveProperty('image/png');
});
