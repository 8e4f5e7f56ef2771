/** The licenses of what a page carries, in a dialog. */

import { button, element } from './dom.js';
import { partText } from './parts.js';

/** The licenses of all that the page carries. */
export async function showLicenses(): Promise<void> {
  const text = element(
    'pre',
    { tabindex: '0', 'aria-label': 'Licenses', role: 'region' },
    await partText('licenses'),
  );
  const dialog = element('dialog', { 'aria-label': 'Licenses of what this page carries' });
  dialog.append(
    text,
    button('Close', () => dialog.close()),
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
