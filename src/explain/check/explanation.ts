/** A notebook as the rules read it: its code, and its sections with what their prose says. */
import MarkdownIt from 'markdown-it';
import type { CodeCell, Notebook } from '../../jupyter/notebook.js';
import { MOST_READ } from './code.js';

/** What the list of sources begins with: "Sources.", and not "Sources of trouble". */
export const SOURCES = /^(Sources?|References?) ?([.:]|$)/m;

/** A code cell that has code, with its number from 1. */
export type Code = CodeCell & { readonly number: number };

/** What stands under a heading of the first or second level. */
export interface Section {
  readonly heading: string;
  /** The number of the cell that the heading is in. */
  readonly cell: number;
  /** The heading, paragraphs, items and cells of tables as plain text, without code, addresses and HTML. */
  readonly said: { readonly cell: number; readonly text: string }[];
  readonly code: Code[];
}

export interface Explanation {
  readonly notebook: Notebook;
  readonly sections: readonly Section[];
  /** All that its sections say, a line each. */
  readonly prose: string;
  readonly code: readonly Code[];
}

export const markdown = new MarkdownIt({ html: true });

export function explanationOf(notebook: Notebook): Explanation {
  const sections: Section[] = [{ heading: 'the opening', cell: 1, said: [], code: [] }];
  for (const [i, cell] of notebook.cells.entries()) {
    const number = i + 1;
    const source = cell.source.length > MOST_READ ? '' : cell.source;
    if (cell.cell_type === 'code' && cell.source.trim() !== '')
      sections.at(-1)!.code.push({ ...cell, source, number });
    if (cell.cell_type !== 'markdown') continue;
    const tokens = markdown.parse(source, {});
    for (const [at, { type, content, children }] of tokens.entries()) {
      if (type !== 'inline') continue;
      if (/^h[12]$/.test(tokens[at - 1]!.tag))
        sections.push({ heading: content.replace(/^\d+\. /, ''), cell: number, said: [], code: [] });
      sections.at(-1)!.said.push({ cell: number, text: plain(children ?? []) });
    }
  }
  const prose = sections.flatMap(({ said }) => said.map(({ text }) => text)).join('\n');
  return { notebook, sections, prose, code: sections.flatMap(({ code }) => code) };
}

function plain(tokens: readonly { readonly type: string; readonly content: string }[]): string {
  const texts = tokens.map(({ type, content }) => (/^(text|text_special|image)$/.test(type) ? content : ' '));
  return texts.join('').replace(/ +/g, ' ').trim();
}
