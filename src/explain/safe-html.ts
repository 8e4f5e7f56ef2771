/**
 * HTML from a notebook as HTML for a page: an allow-list of elements and attributes, pictures only where they
 * carry their own bytes, no style and no script. Parsed and written by the HTML standard's rules, not by patterns.
 */

import type { Element, ElementContent, Root } from 'hast';
import rehypeParse from 'rehype-parse';
import rehypeSanitize, { type Options } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import { decodedUri } from '../units/uri.js';
import { escapeHtml } from '../views/table-html.js';
import {
  ALLOWED_ATTRIBUTES,
  ALLOWED_TAGS,
  DROPPED_TAGS,
  insteadOfPicture,
  isAllowedLink,
  isAllowedPicture,
  svgOfPicture,
} from './allowed-html.js';
import { type DrawnElement, drawingOf, keepsWidth, PICTURE_BOX } from './drawing.js';
import { htmlNotShown, htmlProblem } from './html-limits.js';
import type { KnobWords } from './knobs/words.js';
import { headingId } from './own-ids.js';
import { endsInVerdict, VERDICT_LAST } from './verdict-column.js';

/** The one list of allowed-html.ts, in the words of rehype. */
const allowed: Options = {
  tagNames: [...ALLOWED_TAGS],
  attributes: {
    ...Object.fromEntries(
      Object.entries(ALLOWED_ATTRIBUTES).map(([tag, names]) => [tag, names.map(propertyName)]),
    ),
    // The colors of highlighted code, and nothing else that a class could mean to the page.
    span: [['className', /^tok-[a-zA-Z0-9-]+$/]],
  },
  // Where links lead is decided below.
  protocols: { src: ['data'] },
  strip: [...DROPPED_TAGS],
  ancestors: Object.fromEntries(
    ['caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'].map((name) => [name, ['table']]),
  ),
};

function propertyName(attribute: string): string {
  return { colspan: 'colSpan', rowspan: 'rowSpan' }[attribute] ?? attribute;
}

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
  /** Collects the addresses of the pictures that stand, in their order. */
  readonly pictures?: string[];
  /** Collects the addresses of drawings of ours, which stand in the page themselves; without it they are pictures too. */
  readonly drawings?: string[];
  /** Pictures that come with a cell, by the name they have in `attachment:name`, as `data:` addresses. */
  readonly attachments?: ReadonlyMap<string, string>;
  /** Where a link to a file beside the notebook leads; where it leads nowhere, its text names the file instead. */
  readonly links?: ((address: string) => string | undefined) | undefined;
  /** Words that a live page makes controls of. */
  readonly knobs?: KnobWords | undefined;
}

/**
 * Cleans `html`. Pictures from elsewhere become their alternative text; tables can be scrolled from the keyboard. HTML that is too
 * much for a page stands as the text that it is, with the reason.
 */
export function safeHtml(html: string, options: SafeHtmlOptions = {}): string {
  const { headings, attachments, links, knobs } = options;
  const problem = htmlProblem(html);
  if (problem !== undefined)
    return `<p>${htmlNotShown(problem)}</p>\n<pre class="text">${escapeHtml(html)}</pre>`;
  const tree = unified().use(rehypeParse, { fragment: true }).parse(html);
  visit(tree, (element) => {
    if (element.tagName === 'img') attach(element, attachments);
    if (element.tagName === 'td' || element.tagName === 'th') alignByAttribute(element);
  });
  const clean = unified().use(rehypeSanitize, allowed).runSync(tree);
  replaceEach(clean, (element) => {
    if (element.tagName === 'img') return ownPicture(element, options);
    if (element.tagName === 'a') leadOn(element, links);
    if (element.tagName === 'table') return scrollable(element);
    if (/^h[1-6]$/.test(element.tagName)) headings?.add(element);
    return element;
  });
  knobs?.mark(clean);
  return unified().use(rehypeStringify, { closeEmptyElements: true }).stringify(clean);
}

/** The headings of one page, with ids as Jupyter gives them (`#The-kernel-does-not-see`), so that links work in both. */
export class Headings {
  readonly #found: Heading[] = [];
  readonly #taken = new Set<string>();

  /** Gives `element` an id that no other heading has, and remembers it. */
  add(element: Element): void {
    const text = textOf(element).replace(/\s+/g, ' ').trim();
    if (text === '') return;
    const id = headingId(text, this.#taken);
    this.#taken.add(id);
    element.properties.id = id;
    this.#found.push({ id, level: Number(element.tagName.slice(1)), text });
  }

  get found(): readonly Heading[] {
    return this.#found;
  }
}

function attach(image: Element, attachments: ReadonlyMap<string, string> | undefined): void {
  const name = /^attachment:(.*)$/s.exec(String(image.properties.src ?? ''))?.[1];
  if (name !== undefined) image.properties.src = attachments?.get(decoded(name));
}

/** A name as it was meant; as it was typed where it is no escaped one. */
function decoded(name: string): string {
  return decodedUri(name) ?? name;
}

/** Markdown aligns the cells of a table by a style, and styles do not pass. */
function alignByAttribute(cell: Element): void {
  const side = /text-align:\s*(right|center)/.exec(String(cell.properties.style ?? ''))?.[1];
  if (side !== undefined) cell.properties.align = side;
}

function ownPicture(image: Element, { pictures, drawings }: SafeHtmlOptions): ElementContent {
  const address = String(image.properties.src ?? '');
  if (!isAllowedPicture(address))
    return { type: 'text', value: insteadOfPicture(String(image.properties.alt ?? '')) };
  const svg = drawings === undefined ? undefined : svgOfPicture(address);
  const drawing = svg === undefined ? undefined : drawingOf(svg);
  if (drawing !== undefined) {
    drawings?.push(address);
    return boxed(drawn(drawing));
  }
  pictures?.push(address);
  image.properties.alt ??= '';
  // Reading all pictures before the first screen shows would take a quarter of its time.
  image.properties.loading = 'lazy';
  return drawings !== undefined && keepsWidth(image.properties.width) ? boxed(image) : image;
}

function boxed(shown: Element): Element {
  return { type: 'element', tagName: 'div', properties: PICTURE_BOX, children: [shown] };
}

/** A part of a drawing as it is written: the names of attributes are those of SVG. */
function drawn({ name, attributes, text, children }: DrawnElement): Element {
  return {
    type: 'element',
    tagName: name,
    properties: Object.fromEntries(attributes),
    children: text === '' ? children.map(drawn) : [{ type: 'text', value: text }],
  };
}

/** Takes the address from a link that may not stand, and leads one to another file where that file's page is. */
function leadOn(link: Element, links: SafeHtmlOptions['links']): void {
  const address = String(link.properties.href ?? '');
  if (!isAllowedLink(address)) delete link.properties.href;
  else if (links !== undefined && isFile(address)) {
    const there = links(address);
    if (there !== undefined && isAllowedLink(there)) link.properties.href = there;
    else {
      delete link.properties.href;
      const [path = ''] = address.split(/[?#]/, 1);
      const name = decoded(path);
      if (!textOf(link).includes(name)) link.children.push({ type: 'text', value: ` (${name})` });
    }
  }
}

/** Whether a link leads to a file, and neither to a host nor to a place of its own page. */
function isFile(address: string): boolean {
  return address.trim() !== '' && !/^\s*(#|[a-z][a-z0-9+.-]*:|\/\/)/i.test(address);
}

/** A table in a box of its own, which a keyboard can reach and scroll where the table is wider than the page. */
function scrollable(table: Element): Element {
  const caption = table.children.find((child) => child.type === 'element' && child.tagName === 'caption');
  const label = caption === undefined ? 'Table' : `Table: ${textOf(caption)}`;
  const heads = elementsIn(elementsIn(table, 'thead')[0], 'tr')[0];
  if (endsInVerdict(elementsIn(heads, 'th').map(textOf))) table.properties.className = [VERDICT_LAST];
  const properties = { className: ['scroll'], role: 'group', ariaLabel: label, tabIndex: 0 };
  return { type: 'element', tagName: 'div', properties, children: [table] };
}

function elementsIn(node: Element | undefined, tag: string): Element[] {
  return (node?.children ?? []).filter(
    (child): child is Element => child.type === 'element' && child.tagName === tag,
  );
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
