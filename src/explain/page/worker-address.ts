/** Where the page's worker begins: its part as the address of a script. */

import { partText } from './parts.js';

let address: Promise<string> | undefined;

/** The address, the same one for each worker of a page. A module worker from a blob does not start from file:// in Chromium, so the part is a classic script. */
export function workerAddress(): Promise<string> {
  address ??= partText('worker').then((text) =>
    URL.createObjectURL(new Blob([text], { type: 'text/javascript' })),
  );
  return address;
}
