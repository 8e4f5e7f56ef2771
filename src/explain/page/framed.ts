/** What a page says where it stands inside another one: it does not run there, and leads to where it does. */

import { element } from './dom.js';

/** A page inside another one may be under something that looks different: nothing of it runs there. */
export function showFramed(): void {
  const itself = location.href.split('#', 1)[0]!;
  document.documentElement.dataset.live = 'framed';
  document
    .querySelector('main')!
    .before(
      element(
        'section',
        { class: 'notice', 'aria-label': 'Inside another page' },
        element('p', {}, 'This page stands inside another one, so its cells do not run here.'),
        element('a', { href: itself, target: '_blank', rel: 'noopener' }, 'Open it by itself'),
      ),
    );
}
