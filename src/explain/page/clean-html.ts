/**
 * HTML that a cell showed, as elements that are safe to stand in the page: by the list of allowed-html.ts, as at export, and by
 * DOMPurify, because here there is a document. Tables can be sorted, and stand in boxes that a keyboard can scroll.
 */

import DOMPurify, { type Config } from 'dompurify';
import {
  ALLOWED_ATTRIBUTES,
  ALLOWED_TAGS,
  DROPPED_TAGS,
  insteadOfPicture,
  isAllowedAttribute,
  isAllowedLink,
  isAllowedPicture,
  svgOfPicture,
} from '../allowed-html.js';
import { endsInVerdict, VERDICT_LAST } from '../verdict-column.js';
import { element } from './dom.js';
import { boxed, drawnBox } from './drawn.js';
import { makeSortable } from './sort-tables.js';

const attributes = [...new Set(Object.values(ALLOWED_ATTRIBUTES).flat())];

const allowed: Config = {
  ALLOWED_TAGS: [...ALLOWED_TAGS],
  ALLOWED_ATTR: attributes,
  // DOMPurify takes others for addresses, and would drop these, whose values are words and numbers.
  ADD_URI_SAFE_ATTR: attributes.filter((name) => name !== 'href' && name !== 'src'),
  FORBID_CONTENTS: [...DROPPED_TAGS],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  // Any address that runs nothing; where it may lead is decided below.
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|[^a-z]|[a-z+.-]+(?:[^a-z+.:-]|$))/i,
  RETURN_DOM_FRAGMENT: true,
};

DOMPurify.addHook('uponSanitizeAttribute', (node, attribute) => {
  const { attrName: name, attrValue: value } = attribute;
  if (!isAllowedAttribute(node.localName, name) || (name === 'href' && !isAllowedLink(value)))
    attribute.keepAttr = false;
});

/** Cleans `html`. */
export function cleanHtml(html: string): DocumentFragment {
  if (!DOMPurify.isSupported) throw new Error('this browser cannot clean HTML');
  // Styles do not pass, and a browser reports each that it meets: what is plainly one goes before it is read.
  const unstyled = html.replaceAll(/ style="[^"<>]*"/g, '');
  const fragment = DOMPurify.sanitize(unstyled, allowed) as unknown as DocumentFragment;
  for (const image of fragment.querySelectorAll('img')) {
    const address = image.getAttribute('src') ?? '';
    const svg = svgOfPicture(address);
    if (!isAllowedPicture(address)) image.replaceWith(insteadOfPicture(image.alt));
    else {
      const drawing = svg === undefined ? undefined : drawnBox(svg);
      if (drawing === undefined) boxed(image);
      else image.replaceWith(drawing);
    }
  }
  for (const table of fragment.querySelectorAll('table')) {
    const caption = table.querySelector('caption')?.textContent;
    const label = caption ? `Table: ${caption}` : 'Table';
    const box = element('div', { class: 'scroll', role: 'group', 'aria-label': label, tabindex: '0' });
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])].map((head) => head.textContent);
    if (endsInVerdict(heads)) table.classList.add(VERDICT_LAST);
    table.replaceWith(box);
    box.append(table);
    makeSortable(table);
  }
  return fragment;
}
