import * as aq from 'arquero';
import { describe, expect, it } from 'vitest';
import { isTable } from '../../src/views/table-cells.js';
import { tableHtml } from '../../src/views/table-html.js';
import { tableText } from '../../src/views/table-text.js';

const caches = aq.table({
  cache: ['VIPT 16 KiB', 'PIPT', null],
  stale: [12, 0, undefined],
  share: [0.125, 0, 1.5],
});

describe('a table as text', () => {
  it('lines up its columns, numbers to the right, with the same decimals and a dash for what is missing', () => {
    expect(tableText(caches, { caption: 'Stale loads by cache' })).toBe(
      [
        'Stale loads by cache',
        'cache        stale  share',
        '───────────  ─────  ─────',
        'VIPT 16 KiB     12  0.125',
        'PIPT             0  0.000',
        '–                –  1.500',
      ].join('\n'),
    );
  });

  it('says what was left out and how to see it', () => {
    const long = aq.table({ n: Array.from({ length: 30 }, (_, i) => i) });

    expect(tableText(long).split('\n').at(-1)).toBe('… 10 more rows of 30: .slice(20, 30) holds the next');
    expect(tableText(long).split('\n')).toHaveLength(23);
    expect(tableText(long, { limit: 29 })).toContain('… 1 more row of 30: .slice(29, 30) holds the next');
    expect(tableText(long, { limit: 30 })).not.toContain('…');
    expect(() => tableText(long, { limit: Number.NaN })).toThrow('not up to NaN');
  });

  it('keeps the order and the filter of the table', () => {
    const shown = caches
      .filter(aq.escape((row: { share: number }) => row.share > 0))
      .orderby(aq.desc('share'));

    expect(tableText(shown.select('share'))).toBe(['share', '─────', '1.500', '0.125'].join('\n'));
  });

  it('writes large and small numbers with a power of ten or in full, and exact ones exactly', () => {
    const exact = aq.table({ va: [0xffff_8880_0000_0000n, 1n], tiny: [1e-9, 2e20], odd: [Number.NaN, 1] });

    expect(tableText(exact)).toBe(
      [
        '                  va                   tiny  odd',
        '────────────────────  ─────────────────────  ───',
        '18446612682070032384                   1e-9  NaN',
        '                   1  200000000000000000000    1',
      ].join('\n'),
    );
  });

  it('shows control characters instead of sending them, and cuts very long cells', () => {
    const text = tableText(aq.table({ name: ['two\nlines', '\u001b[2Jgone', 'x'.repeat(100)] }));

    expect(text).toContain('two\\nlines');
    expect(text).toContain('\\u001b[2Jgone');
    expect(text).toContain(`${'x'.repeat(59)}…`);
    expect(text).not.toContain('\u001b');
  });

  it('shows other values on one line', () => {
    const values = aq.table({ value: [true, { a: 1n }, [1, 2], new Date(0)] });

    expect(tableText(values).split('\n').slice(2)).toEqual([
      'true',
      '{"a":"1"}',
      '[1,2]',
      '1970-01-01T00:00:00.000Z',
    ]);
  });

  it('says so where there are no columns', () => {
    expect(tableText(aq.table({}))).toBe('a table without columns');
  });
});

describe('a table as HTML', () => {
  it('has a caption, heads for its columns, and numbers to the right', () => {
    expect(tableHtml(caches.slice(0, 1), { caption: 'Stale & lost' })).toBe(
      [
        '<table>',
        '<caption>Stale &amp; lost</caption>',
        '<thead><tr><th scope="col" style="text-align:left">cache</th><th scope="col" align="right">stale</th><th scope="col" align="right">share</th></tr></thead>',
        '<tbody>',
        '<tr><td style="text-align:left">VIPT 16 KiB</td><td align="right">12</td><td align="right">0.125</td></tr>',
        '</tbody>',
        '</table>',
      ].join('\n'),
    );
  });

  it('escapes column names, values and captions alike', () => {
    const attack = '<script>alert("x")</script>';
    const html = tableHtml(aq.table({ [attack]: [attack, `' onmouseover='alert(1)`] }), { caption: attack });

    expect(html).not.toMatch(/<script|' on/);
    expect(html.match(/&lt;script&gt;alert\(&quot;x&quot;\)&lt;\/script&gt;/g)).toHaveLength(3);
  });

  it('shows 200 rows of a million, and says so', () => {
    const html = tableHtml(aq.table({ n: new Float64Array(1_000_000) }));

    expect(html.match(/<tr>/g)).toHaveLength(202);
    expect(html).toContain('… 999800 more rows of 1000000: .slice(200, 400) holds the next');
  });

  it('sets addresses in a monospace font', () => {
    expect(tableHtml(aq.table({ va: ['0x29551000'] }))).toContain('<code>0x29551000</code>');
  });
});

describe('what counts as a table', () => {
  it('is what arquero makes, and nothing that only resembles it', () => {
    expect(isTable(caches)).toBe(true);
    expect(isTable(caches.groupby('cache'))).toBe(true);
    expect([null, {}, [], 'table', { numRows: () => 1 }].some(isTable)).toBe(false);
  });
});
