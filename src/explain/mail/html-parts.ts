/** What a mail can show of HTML: its tables, its pictures by their words, its text. Parsed by the HTML standard's rules. */
import type { Element, ElementContent, Root } from 'hast';
import rehypeParse from 'rehype-parse';
import { unified } from 'unified';
import { INLINE_TAGS } from '../allowed-tags.js';

/** A table as texts. */
export interface HtmlTable {
  readonly caption: string;
  readonly columns: readonly {
    readonly name: string;
    readonly numeric: boolean;
    readonly texts: readonly string[];
  }[];
  /** What stands below the rows. */
  readonly foot: string;
}

/** The parts of some HTML, in their order. */
export type HtmlPart =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'picture'; readonly alt: string; readonly caption: string }
  | { readonly is: 'table'; readonly table: HtmlTable };

/** Elements whose content nobody reads. */
const UNREAD = new Set(['script', 'style', 'template', 'noscript', 'svg', 'math', 'title', 'head']);
const INLINE = new Set(INLINE_TAGS);

/** What is in some HTML. */
export function htmlParts(html: string): HtmlPart[] {
  const parts: HtmlPart[] = [];
  collect(unified().use(rehypeParse, { fragment: true }).parse(html), parts);
  return parts.filter((part) => part.is !== 'text' || part.text.trim() !== '');
}

function collect(node: Root | Element, parts: HtmlPart[]): void {
  for (const child of node.children) {
    if (child.type === 'text') addText(child.value, parts, true);
    if (child.type !== 'element' || UNREAD.has(child.tagName)) continue;
    if (child.tagName === 'table') parts.push({ is: 'table', table: tableOf(child) });
    else if (child.tagName === 'img') parts.push({ is: 'picture', alt: altOf(child), caption: '' });
    else if (child.tagName === 'figure' && find(child, 'img').length > 0) {
      const [image] = find(child, 'img');
      const caption = find(child, 'figcaption').map(textOf).join(' ');
      parts.push({ is: 'picture', alt: altOf(image!), caption: plain(caption) });
    } else {
      const isInline = INLINE.has(child.tagName);
      addText('', parts, isInline);
      collect(child, parts);
      addText('', parts, isInline);
    }
  }
}

/** Text goes on in the paragraph before it, if nothing stands between. */
function addText(text: string, parts: HtmlPart[], goesOn: boolean): void {
  const last = parts.at(-1);
  if (goesOn && last?.is === 'text') parts[parts.length - 1] = { is: 'text', text: last.text + text };
  else parts.push({ is: 'text', text });
}

function tableOf(table: Element): HtmlTable {
  const rows = find(table, 'tr').map((row) =>
    row.children.filter(
      (cell) => cell.type === 'element' && (cell.tagName === 'td' || cell.tagName === 'th'),
    ),
  ) as Element[][];
  const inHead = new Set(find(table, 'thead').flatMap((head) => find(head, 'tr')));
  const inFoot = new Set(find(table, 'tfoot').flatMap((foot) => find(foot, 'tr')));
  const all = find(table, 'tr');
  const body = rows.filter((_, i) => !inHead.has(all[i]!) && !inFoot.has(all[i]!));
  const head = rows.find((_, i) => inHead.has(all[i]!)) ?? body.shift() ?? [];
  return {
    caption: plain(find(table, 'caption').map(textOf).join(' ')),
    columns: head.map((name, column) => ({
      name: plain(textOf(name)),
      numeric: /right/.test(`${name.properties.align ?? ''}${name.properties.style ?? ''}`),
      texts: body.map((cells) =>
        cells[column] ? textOf(cells[column]).replaceAll('\n', ' ').trimEnd() : '',
      ),
    })),
    foot: plain(find(table, 'tfoot').map(textOf).join(' ')),
  };
}

function altOf(image: Element): string {
  return plain(String(image.properties.alt ?? ''));
}

/** Every element of that name below this one; not those of a table inside a table. */
function find(node: Element, name: string): Element[] {
  return node.children.flatMap((child) => {
    if (child.type !== 'element') return [];
    const inner = child.tagName === 'table' ? [] : find(child, name);
    return child.tagName === name ? [child, ...inner] : inner;
  });
}

function textOf(node: Element | ElementContent): string {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element' || UNREAD.has(node.tagName)) return '';
  return node.tagName === 'br' ? ' ' : node.children.map(textOf).join('');
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
