/** The sections of a notebook, as its headings cut it, and which of them are findings. */
import MarkdownIt from 'markdown-it';
import type { CodeCell, Notebook } from '../../jupyter/notebook.js';
import { type Numbered, withoutFences } from './finding.js';

/** Sections whose headings claim nothing, by what they begin with: all that our notebooks and authors call them. */
const PLAYGROUND = /^(your turn|now you|try it|sandbox|play|exercises?)\b/i;
const NO_FINDING =
  /^((conclusions?|summary|answers?|solutions?|what we (now )?know)\b|(sources?|references?|further reading|limits|set-?up)\W*$|(where|what)\b.*\bsimpler\b)/i;

/** What stands under one heading, up to the next one. */
export interface Section {
  readonly heading: string;
  /** The cell that the heading is in. */
  readonly number: number;
  /** Its Markdown with its heading, piece by piece, each with the cell that it is in. */
  readonly prose: readonly { readonly number: number; readonly markdown: string }[];
  readonly code: readonly Numbered<CodeCell>[];
  /** Sections of the second level count from 1; what is under their headings of the third level belongs to them. */
  readonly chapter: number;
  /** Whether the heading says what the section shows, and not, as "Your turn" does, what it is for. */
  readonly isFinding: boolean;
}

/** The sections; the first is what stands under the title. Headings in code fences are none. */
export function sectionsOf({ cells }: Notebook): Section[] {
  type Open = { -readonly [key in keyof Section]: Section[key] } & {
    code: Numbered<CodeCell>[];
    prose: { number: number; markdown: string }[];
  };
  const open = (heading: string, number: number, chapter: number, isFinding: boolean): Open => ({
    heading,
    number,
    prose: [],
    code: [],
    chapter,
    isFinding,
  });
  const sections = [open('', 1, 0, true)];
  let isInFinding = true;
  for (const [i, cell] of cells.entries()) {
    if (cell.cell_type === 'code') sections.at(-1)!.code.push({ number: i + 1, cell });
    if (cell.cell_type !== 'markdown') continue;
    const lines = cell.source.split('\n');
    let from = 0;
    for (const { heading, level, start } of headingsOf(cell.source)) {
      // The title stands above the first section.
      if (level > 3 || (level === 1 && sections.length === 1)) continue;
      sections.at(-1)!.prose.push({ number: i + 1, markdown: lines.slice(from, start).join('\n') });
      from = start;
      const isNew = level < 3;
      if (isNew) isInFinding = !isPlayground(heading) && !NO_FINDING.test(plain(heading));
      const chapter = sections.at(-1)!.chapter + (isNew ? 1 : 0);
      const isFinding = isInFinding && !isPlayground(heading) && !NO_FINDING.test(plain(heading));
      sections.push(open(heading, i + 1, chapter, isFinding));
    }
    sections.at(-1)!.prose.push({ number: i + 1, markdown: lines.slice(from).join('\n') });
  }
  return sections;
}

/** The prose of a section without what is fenced off as code. */
export function textOf(prose: Section['prose']): string {
  return prose.map(({ markdown }) => withoutFences(markdown)).join('\n');
}

/** Whether a section is for the reader to play in: what it shows claims nothing. */
export function isPlayground(heading: string): boolean {
  return PLAYGROUND.test(plain(heading));
}

const markdown = new MarkdownIt({ html: true });

/** The headings of a text, with the line that each begins on. */
function headingsOf(text: string): { heading: string; level: number; start: number }[] {
  const tokens = markdown.parse(text, {});
  return tokens.flatMap(({ type, tag, level, map, content }, i) => {
    const html = type === 'html_block' ? /^\s*<h([1-6])\b[^>]*>([^<]*)/i.exec(content) : null;
    const start = map?.[0] ?? 0;
    if (html) return [{ heading: html[2]!.trim(), level: Number(html[1]), start }];
    if (type !== 'heading_open' || level > 0) return [];
    return [{ heading: tokens[i + 1]!.content.trim(), level: Number(tag.slice(1)), start }];
  });
}

/** A heading without its number and its marks. */
function plain(heading: string): string {
  return heading.replace(/^[\d.\s]+|[*_`]/g, '').trim();
}
