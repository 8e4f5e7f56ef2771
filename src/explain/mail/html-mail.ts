/**
 * Markdown and HTML as plain text for a mail: headings underlined, lists, code indented by four, links as footnotes, tables
 * laid out anew, pictures by their words. What was folded is unfolded. html-to-text does it; here is how each element looks.
 */
import { convert, type DomNode, type FormatCallback, type HtmlToTextOptions } from 'html-to-text';
import MarkdownIt, { type Token } from 'markdown-it';
import { tableLines } from '../../mail/table.js';
import { ascii, kept, MAIL_WIDTH, underlined, wrapped } from '../../mail/text.js';
import { decodedUri } from '../../units/uri.js';
import { escapeHtml } from '../../views/table-html.js';
import { DROPPED_TAGS, isAllowedLink } from '../allowed-html.js';
import { htmlNotShown, nestingProblem } from '../html-limits.js';
import type { Footnotes } from './footnotes.js';

const markdown = new MarkdownIt({ html: true, linkify: true });
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
markdown.validateLink = () => true;
Object.assign(markdown.renderer.rules, {
  strong_open: () => '*',
  strong_close: () => '*',
  em_open: () => '_',
  em_close: () => '_',
  code_inline: (tokens: readonly Token[], i: number) => `\`${escapeHtml(tokens[i]!.content)}\``,
});

/** More rows of one table are counted. */
const MOST_ROWS = 120;
/** Nobody nests so deep: html-limits.ts says so before; what is further in would take the program's stack. */
const DEEPEST = 800;

/** The lines of some Markdown. */
export function markdownMail(source: string, footnotes: Footnotes): string[] {
  return htmlMail(markdown.render(source), footnotes);
}

/** The lines of some HTML; none where there is nothing to read. */
export function htmlMail(html: string, footnotes: Footnotes): string[] {
  const problem = nestingProblem(html);
  if (problem !== undefined) return wrapped(`[${htmlNotShown(problem)}]`);
  const link: FormatCallback = (element, walk, builder) => {
    walk(element.children, builder);
    const href: string = element.attribs.href ?? '';
    const text = textOf(element);
    // An address that is its own text needs no footnote, and one that no page would follow gets none.
    if (href !== '' && isAllowedLink(href) && text !== href && text !== decoded(href))
      builder.addInline(` [${footnotes.numberOf(decoded(href))}]`);
  };
  const text = convert(asciiHtml(html).replace(/\s*\(click to unfold\)/g, ':'), {
    ...OPTIONS,
    formatters: { ...FORMATTERS, a: link },
  });
  return text.trim() === '' ? [] : kept(text);
}

/** A block whose lines become others; so many letters of each are left for that. */
const block =
  (lines: (text: string) => string, reservedLineLength = 0, isPre = false): FormatCallback =>
  (element, walk, builder) => {
    builder.openBlock({ leadingLineBreaks: 2, reservedLineLength, isPre });
    walk(element.children, builder);
    builder.closeBlock({ trailingLineBreaks: 2, blockTransform: lines });
  };

const heading = (mark: '=' | '-' | '~') => block((text) => underlined(text, mark).join('\n'));
const quotation = block((text) => text.replace(/^/gm, '| '), 2);
const code = block((text) => kept(text.trimEnd(), '    ').join('\n'), 4, true);

const list: FormatCallback = (element, walk, builder) => {
  const items = element.children.filter(({ name }) => name === 'li');
  const first = Number(element.attribs.start ?? 1);
  const marks = items.map((_, i) => (element.name === 'ol' ? `${first + i}. ` : '- '));
  const lineBreaks = element.parent?.name === 'li' ? 1 : 2;
  builder.openList({ leadingLineBreaks: lineBreaks, maxPrefixLength: marks.at(-1)?.length ?? 0 });
  for (const [i, item] of items.entries()) {
    builder.openListItem({ prefix: marks[i]! });
    walk(item.children, builder);
    builder.closeListItem();
  }
  builder.closeList({ trailingLineBreaks: lineBreaks });
};

const picture: FormatCallback = (element, _walk, builder) => {
  builder.addInline(`[picture: ${element.attribs.alt || 'without words'}]`);
};

const figure: FormatCallback = (element, walk, builder) => {
  const [image] = elementsIn(element, ['img']);
  const words = elementsIn(element, ['figcaption']).map(textOf).join(' ').trim() || image?.attribs.alt;
  builder.openBlock({ leadingLineBreaks: 2 });
  if (image) builder.addInline(`[Figure: ${words || 'without words'}]`);
  else walk(element.children, builder);
  builder.closeBlock({ trailingLineBreaks: 2 });
};

const table: FormatCallback = (element, walk, builder) => {
  const rows = elementsIn(element, ['tr']).map((row) => elementsIn(row, ['th', 'td']));
  const [head = [], ...body] = rows.slice(0, MOST_ROWS + 1);
  const columns = head.map((cell, i) => ({
    name: textOf(cell).trim(),
    numeric: /right/.test(`${cell.attribs.align ?? ''}${cell.attribs.style ?? ''}`),
    texts: body.map((cells) => (cells[i] ? textOf(cells[i]).trimEnd() : '')),
  }));
  const more = rows.length - 1 - body.length;
  const lines = [...tableLines(columns), ...(more > 0 ? [`[${more} more rows of ${rows.length - 1}]`] : [])];
  walk(elementsIn(element, ['caption']), builder);
  builder.openBlock({ leadingLineBreaks: 2, isPre: true });
  builder.addInline(lines.join('\n'));
  builder.closeBlock({ trailingLineBreaks: 2 });
};

/** How elements look, by their names. */
const FORMATTERS: Readonly<Record<string, FormatCallback>> = {
  ...{ h1: heading('='), h2: heading('-'), h3: heading('~') },
  ...{ blockquote: quotation, pre: code, ul: list, ol: list, img: picture, figure, table },
};
const BLOCKS = ['h4', 'h5', 'h6', 'p', 'details', 'summary', 'caption', 'dl', 'dd'];

const OPTIONS: HtmlToTextOptions = {
  wordwrap: MAIL_WIDTH,
  longWordSplit: { forceWrapOnLimit: true },
  limits: { maxDepth: DEEPEST },
  selectors: [
    ...[...Object.keys(FORMATTERS), 'a'].map((selector) => ({ selector, format: selector })),
    ...BLOCKS.map((selector) => ({
      selector,
      format: 'block',
      options: { leadingLineBreaks: 2, trailingLineBreaks: 2 },
    })),
    ...DROPPED_TAGS.map((selector) => ({ selector, format: 'skip' })),
    { selector: 'hr', format: 'horizontalLine', options: { length: 3 } },
  ],
};

/** The elements of these names below this one; not those of a table inside a table. */
function elementsIn(node: DomNode, names: readonly string[]): DomNode[] {
  return below(node, ({ name = '' }) => name === 'table' || names.includes(name)).filter(({ name = '' }) =>
    names.includes(name),
  );
}

function textOf(node: DomNode): string {
  return below(node, ({ type }) => type !== 'tag')
    .map(({ type, name, data = '' }) => (name === 'br' ? ' ' : type === 'text' ? data : ''))
    .join('');
}

/** What is below a node, in order, but for what is below such an end. By a list: some nest deeper than the stack is. */
function below(node: DomNode, isEnd: (node: DomNode) => boolean): DomNode[] {
  const found: DomNode[] = [];
  const open = [...node.children].reverse();
  for (let next = open.pop(); next; next = open.pop()) {
    found.push(next);
    if (!isEnd(next)) for (const child of [...(next.children ?? [])].reverse()) open.push(child);
  }
  return found;
}

/** The same HTML in ASCII, so that lines are as long as they will be; hard spaces stay until then. */
function asciiHtml(html: string): string {
  return html.replaceAll(' · ', ', ').replace(/[^\n -~\u00a0]+/gu, (letters) => escapeHtml(ascii(letters)));
}

/** An address as it is read; as it was typed where it has no right escapes. */
function decoded(href: string): string {
  return decodedUri(href, decodeURI) ?? href;
}
