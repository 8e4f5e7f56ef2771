/** What a page carries packed comes out as it went in, in a browser that knows base64 and in one that does not. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { JSDOM } from 'jsdom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { partBytes, partText } from '../../src/explain/page/parts.js';
import { notebookPage } from '../../src/explain/page.js';
import { packageRoot } from '../../src/jupyter/kernel-home.js';

const notebook = {
  cells: [
    {
      cell_type: 'code' as const,
      metadata: {},
      source: "sampleTrace('matrix')",
      execution_count: 1,
      outputs: [],
    },
  ],
  metadata: { language_info: { name: 'typescript' } },
  nbformat: 4 as const,
  nbformat_minor: 5,
};

beforeEach(() => {
  vi.stubGlobal('document', new JSDOM(notebookPage(notebook, { live: 'one.ipynb' })).window.document);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe.each(['with', 'without'])('%s fromBase64() of the browser', (how) => {
  const fromBase64 = vi.fn((text: string) => new Uint8Array(Buffer.from(text, 'base64')));
  beforeEach(() => {
    Object.assign(Uint8Array, { fromBase64: how === 'with' ? fromBase64 : undefined });
    fromBase64.mockClear();
  });
  afterEach(() => {
    Reflect.deleteProperty(Uint8Array, 'fromBase64');
  });

  it('a part packed by zstd, and one packed by gzip', async () => {
    const trace = gunzipSync(readFileSync(join(packageRoot, 'traces', 'matrix.altr.gz')));

    expect(Buffer.compare(await partBytes('trace-matrix'), trace)).toBe(0);
    expect(JSON.parse(await partText('notebook'))).toMatchObject({ file: 'one.ipynb', notebook });
    expect(fromBase64).toHaveBeenCalledTimes(how === 'with' ? 2 : 0);
  });
});

it('a part that is not there is an error', async () => {
  await expect(partText('nothing')).rejects.toThrow("this page has no part 'nothing'");
});
