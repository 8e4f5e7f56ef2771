/** An SVG is counted before it is drawn, and what it would load is found, however it is written. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { displayBundle } from '../../src/jupyter/bundle.js';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import { svgProblem } from '../../src/jupyter/svg-work.js';

const svg = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${inside}</svg>`;

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

    for (const style of [rules, `<![CDATA[${rules}]]>`, rules.replaceAll('url(#', 'url(\\000023')])
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
    ['<a b></a>', 'is no XML'],
  ])('%s', (inside, problem) => {
    expect(svgProblem(svg(inside))).toContain(problem);
  });

  it('declares no entities', () => {
    expect(svgProblem(`<!DOCTYPE svg [<!ENTITY a "aa">]>${svg('<text>&a;</text>')}`)).toBe(
      'declares entities',
    );
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
  ])('%s', (inside) => {
    expect(svgProblem(svg(inside))).toBeUndefined();
    expect(
      svgProblem(
        `<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">\n${svg(inside)}`,
      ),
    ).toBeUndefined();
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
    'this SVG cannot be drawn: it loads something from elsewhere',
  );
  expect(
    displayBundle(svg(`<image href="data:image/png;base64,${pixel}" width="9" height="9"/>`)),
  ).toHaveProperty('image/png');
});
