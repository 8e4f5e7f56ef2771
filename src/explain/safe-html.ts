/**
 * HTML from a notebook as HTML for a page: an allow-list of elements and attributes, pictures only where they
 * carry their own bytes, no style and no script. Parsed and written by the HTML standard's rules, not by patterns.
 */

import type { Element, ElementContent, Root } from 'hast';
import rehypeParse from 'rehype-parse';
import rehypeSanitize, { type Options } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { ALLOWED_TAGS } from './allowed-tags.js';
import { nestsTooDeep, TOO_DEEP } from './html-depth.js';

/** All that may appear in a page. Everything else loses its tags; what is in `strip` goes with its content. */
const allowed: Options = {
  tagNames: [...ALLOWED_TAGS],
  attributes: {
    a: ['href', 'title'],
    img: ['src', 'alt', 'width', 'height', 'title'],
    th: ['scope', 'align', 'colSpan', 'rowSpan'],
    td: ['align', 'colSpan', 'rowSpan'],
    ol: ['start'],
    details: ['open'],
    abbr: ['title'],
    // The colors of highlighted code, and nothing else that a class could mean to the page.
    span: [['className', /^tok-[a-zA-Z0-9-]+$/]],
    '*': ['lang', 'dir'],
  },
  protocols: { href: ['http', 'https', 'mailto'], src: ['data'] },
  strip: [
    'script',
    'style',
    'svg',
    'math',
    'template',
    'noscript',
    'iframe',
    'object',
    'title',
    'textarea',
    'select',
  ],
  ancestors: Object.fromEntries(
    ['caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'].map((name) => [name, ['table']]),
  ),
};

/** A heading of a page, in the order of the text. */
export interface Heading {
  readonly id: string;
  readonly level: number;
  readonly text: string;
}

/** What is done to HTML beside cleaning it. */
export interface SafeHtmlOptions {
  /** Gives each heading its id, and collects it. Without it headings have none. */
  readonly headings?: Headings;
  /** Pictures that come with a cell, by the name they have in `attachment:name`, as `data:` addresses. */
  readonly attachments?: ReadonlyMap<string, string>;
}

/** Cleans `html`. Pictures from elsewhere become their alternative text; tables can be scrolled from the keyboard. */
export function safeHtml(html: string, options: SafeHtmlOptions = {}): string {
  if (nestsTooDeep(html)) return TOO_DEEP;
  const { headings, attachments } = options;
  const tree = unified().use(rehypeParse, { fragment: true }).parse(html);
  visit(tree, (element) => {
    if (element.tagName === 'img') attach(element, attachments);
    if (element.tagName === 'td' || element.tagName === 'th') alignByAttribute(element);
  });
  const clean = unified().use(rehypeSanitize, allowed).runSync(tree);
  replaceEach(clean, (element) => {
    if (element.tagName === 'img') return ownPicture(element);
    if (element.tagName === 'table') return scrollable(element);
    if (/^h[1-6]$/.test(element.tagName)) headings?.add(element);
    return element;
  });
  return unified().use(rehypeStringify).stringify(clean);
}

/** The headings of one page, with ids as Jupyter gives them (`#The-kernel-does-not-see`), so that links work in both. */
export class Headings {
  readonly #found: Heading[] = [];
  readonly #taken = new Set<string>();

  /** Gives `element` an id that no other heading has, and remembers it. */
  add(element: Element): void {
    const text = textOf(element).replace(/\s+/g, ' ').trim();
    if (text === '') return;
    const name = text.replaceAll(' ', '-');
    let id = name;
    for (let n = 2; this.#taken.has(id); n++) id = `${name}-${n}`;
    this.#taken.add(id);
    element.properties.id = id;
    this.#found.push({ id, level: Number(element.tagName.slice(1)), text });
  }

  get found(): readonly Heading[] {
    return this.#found;
  }
}

function attach(image: Element, attachments: ReadonlyMap<string, string> | undefined): void {
  const name = /^attachment:(.*)$/.exec(String(image.properties.src ?? ''))?.[1];
  if (name !== undefined) image.properties.src = attachments?.get(decodeURIComponent(name));
}

/** Markdown aligns the cells of a table by a style, and styles do not pass. */
function alignByAttribute(cell: Element): void {
  const side = /text-align:\s*(right|center)/.exec(String(cell.properties.style ?? ''))?.[1];
  if (side !== undefined) cell.properties.align = side;
}

const ownBytes = /^data:image\/(?:png|jpeg|gif|webp|svg\+xml);base64,[\w+/=\s]+$/;

function ownPicture(image: Element): ElementContent {
  if (ownBytes.test(String(image.properties.src ?? ''))) {
    image.properties.alt ??= '';
    // Reading all pictures before the first screen shows would take a quarter of its time.
    image.properties.loading = 'lazy';
    return image;
  }
  const alt = String(image.properties.alt ?? '');
  return { type: 'text', value: alt === '' ? '' : `[picture: ${alt}]` };
}

/** A table in a box of its own, which a keyboard can reach and scroll where the table is wider than the page. */
function scrollable(table: Element): Element {
  const caption = table.children.find((child) => child.type === 'element' && child.tagName === 'caption');
  const label = caption === undefined ? 'Table' : `Table: ${textOf(caption)}`;
  const properties = { className: ['scroll'], role: 'group', ariaLabel: label, tabIndex: 0 };
  return { type: 'element', tagName: 'div', properties, children: [table] };
}

function textOf(node: Root | ElementContent): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map((child) => textOf(child as ElementContent)).join('') : '';
}

function visit(node: Root | Element, look: (element: Element) => void): void {
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    look(child);
    visit(child, look);
  }
}

/** Replaces each element by what `change` makes of it, the innermost first. */
function replaceEach(node: Root | Element, change: (element: Element) => ElementContent): void {
  node.children = (node.children as ElementContent[]).map((child) => {
    if (child.type !== 'element') return child;
    replaceEach(child, change);
    return change(child);
  });
}
