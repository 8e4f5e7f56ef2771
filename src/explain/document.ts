/**
 * The frame of every page that this package writes: the head with its policy, the style sheet, and what stands around the text. A
 * page without scripts of ours allows none, and one with them allows these, by their hashes.
 */

import { escapeHtml } from '../views/table-html.js';
import { hashOf, type LiveParts } from './live-parts.js';
import { TEXT_ID } from './own-ids.js';
import { pageStyle } from './page-style.js';

/** Something that stands in a page beside its text, with what the policy has to let in for it. */
export interface Beside {
  /** A style sheet of ours. */
  readonly style?: string;
  /** A script of ours, safe inside an element. */
  readonly script?: string;
  /** Addresses that the script asks. */
  readonly connects?: readonly string[];
}

/** What a page has beside its body. */
export interface DocumentParts {
  readonly live?: LiveParts | undefined;
  readonly beside?: readonly Beside[];
}

/** A whole page: `body` is HTML, `title` is text. */
export function documentOf(title: string, body: string, parts: DocumentParts = {}): string {
  const { live, beside = [] } = parts;
  const styles = beside.flatMap(({ style }) => (style === undefined ? [] : [`<style>${style}</style>`]));
  const scripts = beside.flatMap(({ script }) =>
    script === undefined ? [] : [`<script>${script}</script>`],
  );
  const head = [...styles, ...(live === undefined ? [] : [live.head])];
  const end = [...(live === undefined ? [] : [live.body]), ...scripts];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(parts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${pageStyle}</style>
${linesOf(head)}</head>
<body>
<a class="skip" href="#${TEXT_ID}">Skip to the text</a>
${body}
${linesOf(end)}</body>
</html>
`;
}

function linesOf(parts: readonly string[]): string {
  return parts.map((part) => `${part}\n`).join('');
}

function policyOf({ live, beside = [] }: DocumentParts): string {
  const hashes = (kind: 'style' | 'script') =>
    beside.flatMap(({ [kind]: text }) => (text === undefined ? [] : [hashOf(text)]));
  const scripts = [...(live?.scripts ?? []), ...hashes('script')];
  const connects = beside.flatMap(({ connects: addresses = [] }) => addresses);
  return [
    `default-src 'none'`,
    // Cells are evaluated in the worker, which inherits the policy; nothing in the page is.
    scripts.length > 0 && `script-src ${scripts.join(' ')}${live ? ` 'unsafe-eval'` : ''}`,
    live && `worker-src blob:`,
    connects.length > 0 && `connect-src ${connects.join(' ')}`,
    `img-src data:${live ? ' blob:' : ''}`,
    `style-src ${[hashOf(pageStyle), ...(live?.styles ?? []), ...hashes('style')].join(' ')}`,
    live && `style-src-attr ${live.styleAttributes.join(' ')}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ]
    .filter((part) => typeof part === 'string')
    .join('; ');
}
