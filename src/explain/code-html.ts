/**
 * Source code as escaped HTML with the classes of Lezer's highlighter (`tok-keyword` …), where they have a color. TypeScript
 * only; other text stays plain.
 */

import { classHighlighter, highlightCode } from '@lezer/highlight';
import { escapeHtml } from '../views/table-html.js';
import { typescript } from './grammar.js';
import { coloredTokens } from './page-style.js';

/** A page with an element for each bracket and each name would be half made of them, and slower to lay out. */
const colored: ReadonlySet<string> = new Set(Object.values(coloredTokens).flat());
const known = /^(ts|js|typescript|javascript|tslab|jslab|aliaslab)$/i;

/** Whether a language, as notebooks and Markdown fences name it, is TypeScript or what TypeScript reads. */
export function isTypeScript(language: string): boolean {
  return known.test(language);
}

/** `code` as the content of a `<code>` element. `language` as in a Markdown fence; unknown ones are not colored. */
export function codeHtml(code: string, language: string): string {
  if (!isTypeScript(language)) return escapeHtml(code);
  let html = '';
  highlightCode(
    code,
    typescript.parse(code),
    classHighlighter,
    (text, classes) => {
      const kept = classes.split(' ').filter((name) => colored.has(name));
      const escaped = escapeHtml(text);
      html += kept.length > 0 ? `<span class="${kept.join(' ')}">${escaped}</span>` : escaped;
    },
    () => {
      html += '\n';
    },
  );
  return html;
}
