/** What a link may bring, and what it may not. The text after `#` may come from anyone. */
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { editsIn, fragmentOf } from '../../src/explain/page/link.js';

const fragment = (value: unknown) =>
  `#edits=${deflateRawSync(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')}`;

describe('edits in an address', () => {
  it('come back as they were', async () => {
    const edits = new Map([
      [2, 'const size = "16 KiB"; // é, 漢, </script>'],
      [11, ''],
    ]);

    const text = await fragmentOf(edits, 'abc');

    expect(text).toMatch(/^#edits=[\w-]+$/);
    expect(await editsIn(text!, 'abc', 11)).toEqual({ edits });
    expect(
      await editsIn(fragment({ notebook: 'abc', cells: { 2: edits.get(2), 11: '' } }), 'abc', 11),
    ).toEqual({ edits });
  });

  it('are short: a change of one small cell is under 150 characters', async () => {
    expect((await fragmentOf(new Map([[3, 'cache().ways(4)']]), '0123456789abcdef'))!.length).toBeLessThan(
      150,
    );
  });

  it('are nothing where there are none', async () => {
    expect(await fragmentOf(new Map(), 'abc')).toBe('');
    expect(await editsIn('', 'abc', 3)).toBeUndefined();
    expect(await editsIn('#The-kernel-reads', 'abc', 3)).toBeUndefined();
    expect(await editsIn(fragment({ notebook: 'abc', cells: {} }), 'abc', 3)).toBeUndefined();
  });

  it('of another version of the notebook are refused', async () => {
    const text = await fragmentOf(new Map([[1, 'x']]), 'abc');

    expect(await editsIn(text!, 'abd', 3)).toEqual({
      refused: 'they belong to another version of this notebook',
    });
  });

  it.each([
    ['no base64', '#edits=%%%'],
    ['nothing', '#edits='],
    ['not deflated', `#edits=${Buffer.from('{"notebook":"abc","cells":{"1":"x"}}').toString('base64url')}`],
    ['cut off', fragment({ notebook: 'abc', cells: { 1: 'x'.repeat(99) } }).slice(0, -9)],
    ['no JSON', fragment('{"notebook":')],
    ['no object', fragment('[1]')],
    ['no cells', fragment({ notebook: 'abc' })],
    ['a cell that is not there', fragment({ notebook: 'abc', cells: { 4: 'x' } })],
    ['a cell without a number', fragment('{"notebook":"abc","cells":{"__proto__":"x"}}')],
    ['a cell that is no text', fragment({ notebook: 'abc', cells: { 1: { toString: 'x' } } })],
    [
      'bytes that are no text',
      `#edits=${deflateRawSync(Buffer.from([0x22, 0xff, 0xfe, 0x22])).toString('base64url')}`,
    ],
  ])('that are damaged are refused: %s', async (_what, text) => {
    expect(await editsIn(text, 'abc', 3)).toEqual({ refused: 'it is damaged' });
  });

  it('that are too long are refused, before and after they are unpacked', async () => {
    const bomb = deflateRawSync(Buffer.alloc(100_000_000, ' '), { level: 9 }).toString('base64url');

    expect(bomb.length).toBeLessThan(200_000);
    expect(await editsIn(`#edits=${bomb}`, 'abc', 3)).toEqual({ refused: 'too much comes out of it' });
    expect(await editsIn(`#edits=${'A'.repeat(200_001)}`, 'abc', 3)).toEqual({ refused: 'it is too long' });
  });

  it('that are too long for a link make none', async () => {
    const noise = Array.from({ length: 60_000 }, (_, i) =>
      ((i * 2_654_435_761) % 4_294_967_296).toString(36),
    ).join('');

    expect(await fragmentOf(new Map([[1, noise]]), 'abc')).toBeUndefined();
  });
});
