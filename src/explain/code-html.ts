/** Source code as escaped HTML with the classes of Lezer's highlighter (`tok-keyword` …). TypeScript only; other text stays plain. */

import { classHighlighter, highlightCode } from '@lezer/highlight';
import { parser } from '@lezer/javascript';
import { escapeHtml } from '../views/table-html.js';

const typescript = parser.configure({ dialect: 'ts' });
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
      html += classes ? `<span class="${escapeHtml(classes)}">${escapeHtml(text)}</span>` : escapeHtml(text);
    },
    () => {
      html += '\n';
    },
  );
  return html;
}
