import { table } from 'arquero';
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { bundleMetadata, completeBundle, displayBundle, promisedBundle } from '../../src/jupyter/bundle.js';
import type { MimeBundle } from '../../src/jupyter/mime.js';

const plotly = 'application/vnd.plotly.v1+json';
const mail = 'text/vnd.aliaslab.mail';
const figure = {
  data: [{ type: 'bar', name: 'user alias', x: ['VIPT', 'PIPT'], y: [12, 0] }],
  layout: {
    title: { text: 'Stale <b>loads</b>' },
    meta: { alt: 'VIPT: 12 stale loads, PIPT: none', caption: 'Only the "VIPT" cache is <stale>.' },
  },
};
const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><title>Set 128 &amp; set 384</title><desc>Two lines hold one byte.</desc><rect width="60" height="30"/></svg>';

function html(value: unknown): string {
  return displayBundle(value)?.['text/html'] as string;
}

/** The image of a bundle's HTML, decoded, as an HTML parser sees it. */
function imageOf(markup: string): { type: string; bytes: Buffer; element: HTMLImageElement } {
  const element = new JSDOM(markup).window.document.querySelector('img') as HTMLImageElement;
  const [, type = '', base64 = ''] = /^data:([^;]+);base64,(.*)$/.exec(element.src) ?? [];
  return { type, bytes: Buffer.from(base64, 'base64'), element };
}

describe('the bundle of a Plotly figure', () => {
  it('has the figure itself, a still picture as HTML and as PNG, and one line of text', () => {
    const bundle = displayBundle(figure) as MimeBundle;

    expect(Object.keys(bundle)).toEqual([plotly, 'text/html', 'image/png', 'text/plain', mail]);
    expect(bundle[plotly]).toEqual(figure);
    expect(imageOf(bundle['text/html'] as string).bytes.toString()).toMatch(
      /^<svg .*user alias|^<svg .*VIPT/s,
    );
    expect(
      Buffer.from(bundle['image/png'] as string, 'base64')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    expect(bundle['text/plain']).toBe('figure: VIPT: 12 stale loads, PIPT: none');
    expect(bundle[mail]).toBe('[Figure: Only the "VIPT" cache is <stale>.]\n');
  });

  it('is small: less than 60 KB of PNG for a simple picture', () => {
    expect(Buffer.from(displayBundle(figure)?.['image/png'] as string, 'base64').length).toBeLessThan(60_000);
  });

  it('takes alternative text and caption from layout.meta, escaped', () => {
    const document = new JSDOM(html(figure)).window.document;

    expect(document.querySelector('img')?.alt).toBe('VIPT: 12 stale loads, PIPT: none');
    expect(document.querySelector('figcaption')?.textContent).toBe('Only the "VIPT" cache is <stale>.');
  });

  it('falls back to the title, then to the names of the traces', () => {
    const { title } = figure.layout;

    expect(displayBundle({ data: figure.data, layout: { title } })?.['text/plain']).toBe(
      'figure: Stale loads',
    );
    expect(displayBundle({ data: figure.data })?.['text/plain']).toBe('figure: a plot of user alias');
    expect(displayBundle({ data: [], layout: {} })?.['text/plain']).toBe('figure: an empty plot');
  });

  it('is the same byte for byte every time', () => {
    const first = JSON.stringify(displayBundle(figure));
    displayBundle({ data: [{ type: 'heatmap', z: [[1, 2]] }] });

    expect(JSON.stringify(displayBundle(structuredClone(figure)))).toBe(first);
  });

  it('is plain JSON whatever the numbers came in', () => {
    const typed = { data: [{ x: Float64Array.of(1, 2.5), y: [1n, 0xffff_8880_0000_0000n] }] };

    expect(displayBundle(typed)?.[plotly]).toEqual({
      data: [{ x: [1, 2.5], y: [1, '18446612682070032384'] }],
      layout: {},
    });
  });

  it('embeds a PNG where the SVG would be far larger', () => {
    const many = Array.from({ length: 2000 }, (_, i) => i);
    const dense = { data: [{ mode: 'markers', x: many, y: many.map((i) => (i * 7919) % 9973) }] };

    expect(imageOf(html(dense)).type).toBe('image/png');
    expect(imageOf(html(figure)).type).toBe('image/svg+xml');
  });

  it('cannot be left through its script: markup in the data stays data', () => {
    const hostile = {
      data: [{ type: 'bar', x: ['</script><script>alert(1)</script><img src=x onerror=alert(1)>'], y: [1] }],
      layout: { meta: { alt: '" onload="alert(1)', caption: '<script>alert(1)</script>' } },
    };
    const document = new JSDOM(html(hostile)).window.document;

    expect(document.querySelectorAll('script')).toHaveLength(1);
    expect(document.querySelectorAll('img')).toHaveLength(1);
    expect(document.querySelector('[onload], [onerror]')).toBeNull();
  });

  it('becomes interactive where the page has Plotly, once for each copy, and stays still elsewhere', () => {
    const open = (prelude: string): Document =>
      new JSDOM(`<script>${prelude}</script>${html(figure)}${html(figure)}`, { runScripts: 'dangerously' })
        .window.document;
    const fake = 'window.Plotly = { newPlot: (el, data) => { el.textContent = data[0].name; } }';

    const live = [...open(fake).querySelectorAll('figure > div')];
    const still = open('');

    expect(live.map((plot) => plot.textContent)).toEqual(['user alias', 'user alias']);
    expect(live[0]?.getAttribute('aria-label')).toBe('VIPT: 12 stale loads, PIPT: none');
    expect(still.querySelector('figure > div')).toBeNull();
    expect(still.querySelector('img')?.hidden).toBe(false);
  });

  it('is not guessed from any object with data', () => {
    expect(displayBundle({ data: [{ id: 1 }] })).toBeUndefined();
    expect(displayBundle({ data: 'text' })).toBeUndefined();
    expect(displayBundle({ data: figure.data, layout: 'wide' })).toBeUndefined();
  });
});

describe('the bundle of an SVG text', () => {
  it('has the drawing as an image with its title as alternative text and its description as caption', () => {
    const bundle = displayBundle(drawing) as MimeBundle;
    const { bytes, element } = imageOf(bundle['text/html'] as string);

    expect(bytes.toString()).toBe(drawing);
    expect([element.alt, element.width, element.height]).toEqual(['Set 128 & set 384', 60, 30]);
    expect(bundle['text/html']).toContain('<figcaption>Two lines hold one byte.</figcaption>');
    expect(bundle['text/plain']).toBe('figure: Set 128 & set 384');
    expect(bundle[mail]).toBe('[Figure: Two lines hold one byte.]\n');
    expect(bundle).not.toHaveProperty('image/svg+xml');
  });

  it('adds the name space that an image needs', () => {
    expect(imageOf(html('<svg width="9" height="9"/>')).bytes.toString()).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    );
  });

  it('is refused where the drawing is broken', () => {
    expect(() => displayBundle('<svg width="9" height="9"><rect')).toThrow('this SVG cannot be drawn');
  });
});

describe('the bundle of other values', () => {
  it('of an arquero table is HTML and text', () => {
    const bundle = displayBundle(table({ cache: ['VIPT'], stale: [12] })) as MimeBundle;

    expect(Object.keys(bundle)).toEqual(['text/html', 'text/plain', mail]);
    expect(bundle['text/plain']).toBe('cache  stale\n─────  ─────\nVIPT      12');
    expect(bundle[mail]).toBe('cache  stale\n-----  -----\nVIPT      12\n');
  });

  it('of a value with Jupyter.display is what that gives, completed', () => {
    const bundle = displayBundle({
      count: 3,
      [Symbol.for('Jupyter.display')](this: { count: number }) {
        return { [plotly]: figure, 'text/plain': `${this.count} stale loads` };
      },
    }) as MimeBundle;

    expect(bundle['text/plain']).toBe('3 stale loads');
    expect(Object.keys(bundle).sort()).toEqual([plotly, 'image/png', 'text/html', 'text/plain', mail].sort());
  });

  it('replaces raw SVG, and keeps what the value says itself', () => {
    const bundle = completeBundle({ 'image/svg+xml': drawing, 'text/html': '<p>mine</p>' });

    expect(bundle).toMatchObject({ 'text/html': '<p>mine</p>', 'text/plain': 'figure: Set 128 & set 384' });
    expect(bundle).not.toHaveProperty('image/svg+xml');
    expect(completeBundle({ 'text/markdown': '*as it is*' })).toEqual({ 'text/markdown': '*as it is*' });
    expect(completeBundle({ 'image/gif': Uint8Array.of(1, 2) })).toEqual({ 'image/gif': 'AQI=' });
  });

  it('can be awaited where it is promised', async () => {
    const later = { [Symbol.for('Jupyter.display')]: async () => ({ 'image/svg+xml': drawing }) };

    expect(await promisedBundle(later)).toEqual(displayBundle(drawing));
    expect(await promisedBundle(drawing)).toEqual(displayBundle(drawing));
  });

  it('is refused where it is promised, or is no bundle', () => {
    const showing = (gives: unknown) => ({ [Symbol.for('Jupyter.display')]: () => gives });

    expect(() => displayBundle(showing(Promise.resolve({})))).toThrow('show(await value);');
    expect(() => displayBundle(showing('<p>')), 'a text').toThrow('gives string, not a MIME bundle');
    expect(() => displayBundle(showing(null)), 'null').toThrow('gives null, not a MIME bundle');
  });

  it('is undefined for what has no rich form', () => {
    for (const value of [undefined, null, 1, 'text', '<p>text</p>', [1], {}, () => 1, new Map()])
      expect(displayBundle(value)).toBeUndefined();
  });

  it('tells the size at which its PNG is to be seen', () => {
    expect(bundleMetadata(displayBundle(drawing) as MimeBundle)).toEqual({
      'image/png': { width: 60, height: 30 },
    });
    expect(bundleMetadata({ 'text/plain': 'x' })).toEqual({});
  });
});
