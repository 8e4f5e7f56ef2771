/** No heading takes the id of something that the page needs, whatever it says. */
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { headingId } from '../../src/explain/own-ids.js';
import { notebookPage } from '../../src/explain/page.js';
import type { Notebook } from '../../src/jupyter/notebook.js';

function open(...headings: string[]): Document {
  const notebook: Notebook = {
    cells: [
      { cell_type: 'markdown', metadata: {}, source: headings.map((text) => `## ${text}`).join('\n\n') },
      { cell_type: 'code', metadata: {}, source: "sampleTrace('words')", execution_count: 1, outputs: [] },
    ],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  };
  return new JSDOM(notebookPage(notebook, { live: 'a.ipynb' })).window.document;
}

const idsOf = (page: Document) => [...page.querySelectorAll('[id]')].map(({ id }) => id);

describe('the ids of a page', () => {
  it('are its own, with headings of just those names', () => {
    const own = idsOf(open());
    const page = open(...own, ...own.map((id) => id.replaceAll('-', ' ')), 'part notebook', 'part-notebook');

    expect(own.length).toBeGreaterThan(5);
    expect(new Set(idsOf(page)).size).toBe(idsOf(page).length);
    for (const id of own) expect(page.getElementById(id)?.localName, id).not.toBe('h2');
    expect(page.querySelectorAll('h2')).toHaveLength(2 * own.length + 2);
  });

  it('are such that no heading can make one, but for the one of Plotly', () => {
    for (const id of idsOf(open()).filter((id) => id !== 'plotly.js-style-global')) {
      expect(id).toMatch(/^aliaslab:/);
      expect(headingId(id, new Set())).toBe(`-${id}`);
    }
  });

  it('of headings are their texts, with half a letter replaced', () => {
    const page = open('The kernel reads', 'half \ud800 a letter', 'one', 'two');

    expect([...page.querySelectorAll('h2')].map(({ id }) => id)).toEqual([
      'The-kernel-reads',
      'half-\ufffd-a-letter',
      'one',
      'two',
    ]);
    expect(page.querySelectorAll('nav a')).toHaveLength(4);
  });
});
