/**
 * Markdown as plain text for a mail: headings underlined, lists, code indented by four, links as footnotes. What was folded
 * is unfolded; HTML is reduced to its text.
 */
import MarkdownIt, { type Token } from 'markdown-it';
import { mailColumns } from '../../views/mail-table.js';
import { kept, underlined, wrapped } from '../../views/mail-text.js';
import { htmlParts } from './html-parts.js';

const markdown = new MarkdownIt({ html: true, linkify: true });
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
markdown.validateLink = () => true;

const MARKS = ['=', '-', '~'] as const;
const DEEPEST_INDENT = 24;

/** The links of one mail, numbered from 1 as they come, each once. */
export class Footnotes {
  readonly #links: string[] = [];

  numberOf(link: string): number {
    if (!this.#links.includes(link)) this.#links.push(link);
    return this.#links.indexOf(link) + 1;
  }
  lines(): string[] {
    return this.#links.flatMap((link, i) => kept(`[${i + 1}] ${link}`));
  }
}

/** The lines of some Markdown. */
export function markdownMail(source: string, footnotes: Footnotes): string[] {
  return new Renderer(footnotes).render(markdown.parse(source, {}));
}

class Renderer {
  readonly #footnotes: Footnotes;
  readonly #lines: string[] = [];
  /** What stands before a line, for each list or quotation that is open; and before the first one. */
  readonly #indents: { first: string; readonly rest: string }[] = [];
  /** The number of the next item of each list that is open. */
  readonly #numbers: (number | undefined)[] = [];
  /** Whether a list has just begun. */
  #isFresh = false;

  constructor(footnotes: Footnotes) {
    this.#footnotes = footnotes;
  }

  render(tokens: readonly Token[]): string[] {
    for (let at = 0; at < tokens.length; at++) at = this.#token(tokens, at);
    return this.#lines;
  }

  /** Takes one token, or several that belong together; gives the last. */
  #token(tokens: readonly Token[], at: number): number {
    const token = tokens[at]!;
    switch (token.type) {
      case 'heading_open':
        this.#heading(Number(token.tag.slice(1)), tokens[at + 1]!);
        return at + 2;
      case 'paragraph_open':
        this.#paragraph(this.#inline(tokens[at + 1]!), token.hidden);
        return at + 2;
      case 'bullet_list_open':
        this.#isFresh ||= this.#numbers.length === 0;
        this.#numbers.push(undefined);
        return at;
      case 'ordered_list_open':
        this.#isFresh ||= this.#numbers.length === 0;
        this.#numbers.push(Number(token.attrGet('start') ?? 1));
        return at;
      case 'bullet_list_close':
      case 'ordered_list_close':
        this.#numbers.pop();
        return at;
      case 'list_item_open':
        this.#openItem();
        return at;
      case 'blockquote_open':
        this.#indents.push({ first: '| ', rest: '| ' });
        return at;
      case 'list_item_close':
      case 'blockquote_close':
        this.#indents.pop();
        return at;
      case 'fence':
      case 'code_block':
        this.#add(kept(token.content.trimEnd(), `${this.#start().rest}    `));
        return at;
      case 'hr':
        this.#add([`${this.#start().rest}---`]);
        return at;
      case 'html_block':
        this.#html(token.content);
        return at;
      case 'table_open':
        return this.#table(tokens, at);
      default:
        return at;
    }
  }

  #heading(level: number, inline: Token): void {
    const text = this.#inline(inline).join(' ');
    const mark = MARKS[level - 1];
    this.#add(mark && this.#indents.length === 0 ? underlined(text, mark) : wrapped(text, this.#start()));
  }

  #paragraph(lines: readonly string[], isTight: boolean): void {
    const { first, rest } = this.#start();
    const told = lines.flatMap((line, i) => wrapped(line, { first: i === 0 ? first : rest, rest }));
    this.#add(told, isTight);
  }

  #openItem(): void {
    const number = this.#numbers.at(-1);
    const mark = number === undefined ? '- ' : `${number}. `;
    if (number !== undefined) this.#numbers[this.#numbers.length - 1] = number + 1;
    this.#indents.push({ first: mark, rest: ' '.repeat(mark.length) });
  }

  /** How the next lines begin: the mark of a list stands once. */
  #start(): { first: string; rest: string } {
    const first = this.#indents.map((indent) => indent.first).join('');
    const rest = this.#indents.map((indent) => indent.rest).join('');
    for (const indent of this.#indents) indent.first = indent.rest;
    return { first: first.slice(-DEEPEST_INDENT), rest: rest.slice(-DEEPEST_INDENT) };
  }

  #html(html: string): void {
    for (const part of htmlParts(html)) {
      if (part.is === 'text') this.#paragraph([part.text.replace(/\s*\(click to unfold\)/, ':')], false);
      else if (part.is === 'picture')
        this.#paragraph([`[picture: ${part.caption || part.alt || 'without words'}]`], false);
      else this.#add(mailColumns(part.table.columns));
    }
  }

  #table(tokens: readonly Token[], at: number): number {
    const rows: string[][] = [];
    let end = at;
    for (; tokens[end]!.type !== 'table_close'; end++) {
      const { type } = tokens[end]!;
      if (type === 'tr_open') rows.push([]);
      if (type === 'inline') rows.at(-1)!.push(this.#inline(tokens[end]!).join(' '));
    }
    const [head = [], ...body] = rows;
    const columns = head.map((name, i) => ({ name, numeric: false, texts: body.map((row) => row[i] ?? '') }));
    this.#add(mailColumns(columns));
    return end;
  }

  /** The text of a paragraph, in lines where it breaks them. */
  #inline({ children }: Token): string[] {
    let text = '';
    const links: { href: string; from: number }[] = [];
    for (const token of children ?? []) {
      if (token.type === 'link_open')
        links.push({ href: String(token.attrGet('href') ?? ''), from: text.length });
      else if (token.type === 'link_close') text += this.#footnote(links.pop(), text);
      else text += inlineText(token);
    }
    return text.split('\n');
  }

  #footnote(link: { href: string; from: number } | undefined, text: string): string {
    if (!link || link.href === '') return '';
    const href = decoded(link.href);
    // An address that is its own text needs no footnote.
    return text.slice(link.from) === href || text.slice(link.from) === link.href
      ? ''
      : ` [${this.#footnotes.numberOf(link.href)}]`;
  }

  #add(lines: readonly string[], isTight = false): void {
    if (this.#lines.length > 0 && (this.#isFresh || !isTight)) this.#lines.push('');
    this.#isFresh = false;
    this.#lines.push(...lines);
  }
}

function decoded(href: string): string {
  try {
    return decodeURI(href);
  } catch (error) {
    if (error instanceof URIError) return href;
    throw error;
  }
}

function inlineText(token: Token): string {
  switch (token.type) {
    case 'code_inline':
      return `\`${token.content}\``;
    case 'strong_open':
    case 'strong_close':
      return '*';
    case 'em_open':
    case 'em_close':
      return '_';
    case 'softbreak':
      return ' ';
    case 'hardbreak':
      return '\n';
    case 'image':
      return `[picture: ${token.content || 'without words'}]`;
    case 'html_inline':
      return /^<br\b/i.test(token.content) ? '\n' : '';
    default:
      return token.content;
  }
}
