/**
 * HTML that a cell showed, as elements that are safe to stand in the page: the same allow-list as at export
 * (safe-html.ts), by DOMPurify, because here there is a document. Tables can be sorted, and stand in boxes that a keyboard can scroll.
 */

import DOMPurify, { type Config } from 'dompurify';
import { ALLOWED_TAGS } from '../allowed-tags.js';
import { element } from './dom.js';
import { makeSortable } from './sort-tables.js';

/** Attributes whose values are words and numbers: DOMPurify takes others for addresses, and would drop these. */
const plain = [
  ...['title', 'alt', 'width', 'height', 'scope', 'align', 'colspan', 'rowspan'],
  ...['start', 'open', 'lang', 'dir', 'max', 'value'],
];

const allowed: Config = {
  ALLOWED_TAGS: [...ALLOWED_TAGS, 'progress'],
  ALLOWED_ATTR: ['href', 'src', ...plain],
  ADD_URI_SAFE_ATTR: plain,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
  RETURN_DOM_FRAGMENT: true,
};

const ownBytes = /^data:image\/(?:png|jpeg|gif|webp|svg\+xml);base64,[\w+/=\s]+$/;

/** Cleans `html`. */
export function cleanHtml(html: string): DocumentFragment {
  if (!DOMPurify.isSupported) throw new Error('this browser cannot clean HTML');
  // Styles do not pass, and a browser reports each that it meets: what is plainly one goes before it is read.
  const unstyled = html.replaceAll(/ style="[^"<>]*"/g, '');
  const fragment = DOMPurify.sanitize(unstyled, allowed) as unknown as DocumentFragment;
  for (const image of fragment.querySelectorAll('img')) {
    if (ownBytes.test(image.getAttribute('src') ?? '')) continue;
    image.replaceWith(image.alt === '' ? '' : `[picture: ${image.alt}]`);
  }
  for (const table of fragment.querySelectorAll('table')) {
    const caption = table.querySelector('caption')?.textContent;
    const label = caption ? `Table: ${caption}` : 'Table';
    const box = element('div', { class: 'scroll', role: 'group', 'aria-label': label, tabindex: '0' });
    table.replaceWith(box);
    box.append(table);
    makeSortable(table);
  }
  return fragment;
}
