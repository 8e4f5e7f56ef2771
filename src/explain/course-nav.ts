/**
 * The way from page to page: contents, the one before, the one after; at the head of a page in a line, at its foot with the titles.
 * And the line that says what came of a page while it was served.
 */

import { escapeHtml } from '../views/table-html.js';

/** A page that another one leads to. */
export interface PageRef {
  readonly href: string;
  readonly title: string;
}

/** Where a page stands among those that were written with it. */
export interface PlaceInCourse {
  /** The page that lists all, if there is one. */
  readonly contents?: PageRef | undefined;
  /** From 1, and how many there are. */
  readonly number: number;
  readonly of: number;
  readonly previous?: PageRef | undefined;
  readonly next?: PageRef | undefined;
}

/** What came of a notebook, for its page and for the list of all. */
export interface PageMark {
  readonly kind: 'saved' | 'running' | 'checked' | 'differs' | 'failed';
  /** A sentence; empty where there is nothing to say. */
  readonly text: string;
}

/** One line, above the tools of the page. */
export function headNav({ contents, number, of, previous, next }: PlaceInCourse): string {
  const parts = [
    contents === undefined ? '' : `<a href="${escapeHtml(contents.href)}">Contents</a>`,
    of > 1 ? `<span>${number} of ${of}</span>` : '',
    previous === undefined ? '' : arrow(previous, 'prev', '← previous'),
    next === undefined ? '' : arrow(next, 'next', 'next →'),
  ];
  return navHtml('Course', 'way', parts);
}

/** Two links with their titles, below the text. */
export function footNav({ contents, previous, next }: PlaceInCourse): string {
  const card = (ref: PageRef | undefined, rel: string, words: string) =>
    ref === undefined
      ? ''
      : `<a href="${escapeHtml(ref.href)}" rel="${rel}"><span>${words}</span> ${escapeHtml(ref.title)}</a>`;
  return navHtml('Where to go on', 'way onward', [
    card(previous, 'prev', 'Before this'),
    card(next, 'next', 'Next'),
    card(contents, 'contents', 'Contents'),
  ]);
}

/** The line about a page's state; a served page keeps it up to date. */
export function markHtml(page: string, { kind, text }: PageMark): string {
  return `<p class="mark ${kind}" data-page="${escapeHtml(page)}" role="status"${text === '' ? ' hidden' : ''}>${escapeHtml(text)}</p>`;
}

function arrow({ href, title }: PageRef, rel: string, words: string): string {
  const text = escapeHtml(title);
  return `<a href="${escapeHtml(href)}" rel="${rel}" title="${text}" aria-label="${words.replace(/[←→ ]+/g, '')}: ${text}">${words}</a>`;
}

function navHtml(label: string, name: string, parts: readonly string[]): string {
  const there = parts.filter((part) => part !== '');
  return there.length === 0 ? '' : `<nav class="${name}" aria-label="${label}">\n${there.join('\n')}\n</nav>`;
}
