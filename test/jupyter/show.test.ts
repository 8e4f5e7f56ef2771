import { createRequire } from 'node:module';
import { table } from 'arquero';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { show } from '../../src/jupyter/show.js';

const tslab = createRequire(import.meta.url)('tslab/dist/jupyter.js') as { lastWriteDisplayData: unknown };
const drawing = '<svg width="60" height="30"><title>a line</title><rect width="60" height="30"/></svg>';

afterEach(() => {
  tslab.lastWriteDisplayData = null;
  vi.restoreAllMocks();
});

describe('show() in a notebook', () => {
  const sent = vi.fn();
  beforeEach(() => {
    sent.mockClear();
    tslab.lastWriteDisplayData = sent;
  });

  it('sends one display per value through the tslab that runs', () => {
    show(table({ stale: [1] }), 'some text');

    expect(sent.mock.calls).toEqual([
      [
        expect.objectContaining({
          data: expect.objectContaining({ 'text/html': expect.stringContaining('<table>') }),
        }),
        false,
      ],
      [{ data: { 'text/plain': 'some text' }, metadata: {}, transient: {} }, false],
    ]);
  });

  it('tells the size of a picture, so that a fine PNG is not shown twice as large', () => {
    show(drawing);

    expect(sent.mock.calls[0]?.[0]).toMatchObject({ metadata: { 'image/png': { width: 60, height: 30 } } });
  });

  it('gives nothing back, so that nothing is shown twice', () => {
    expect(show(1)).toBeUndefined();
  });

  it('shows other values as their text', () => {
    show({ ways: 4 }, [1n], null);

    expect(sent.mock.calls.map(([content]) => content.data)).toEqual([
      { 'text/plain': '{ ways: 4 }' },
      { 'text/plain': '[ 1n ]' },
      { 'text/plain': 'null' },
    ]);
  });

  it('sends nothing where one of the values cannot be shown', () => {
    expect(() => show(1, Promise.resolve(2))).toThrow('show(await value);');
    expect(sent).not.toHaveBeenCalled();
  });
});

describe('show() outside a notebook', () => {
  it('prints the text form', () => {
    const printed = vi.spyOn(console, 'log').mockImplementation(() => {});

    show(table({ stale: [1] }), drawing, { [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<p>' }) });

    expect(printed.mock.calls).toEqual([
      ['stale\n─────\n    1'],
      ['figure: a line'],
      ['(to be seen in a notebook as text/html)'],
    ]);
  });
});
