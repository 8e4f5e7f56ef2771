/** HTML that nests deeper than the stack is told from HTML that is only long, before anybody parses it. */
import { expect, it, test } from 'vitest';
import { nestsTooDeep, TOO_DEEP, TOO_DEEP_TEXT } from '../../src/explain/html-depth.js';
import { Footnotes } from '../../src/explain/mail/footnotes.js';
import { htmlMail, markdownMail } from '../../src/explain/mail/html-mail.js';
import { safeHtml } from '../../src/explain/safe-html.js';

const DEEP = 20_000;

it.each([
  ['blocks', `${'<div>'.repeat(DEEP)}x${'</div>'.repeat(DEEP)}`],
  ['blocks that end nowhere', '<section class="a">'.repeat(DEEP)],
  ['blocks that seem to close themselves', '<div/>'.repeat(DEEP)],
  ['letters in bold', '<b>'.repeat(DEEP)],
  ['tables in tables', '<table><tr><td>'.repeat(DEEP)],
  ['lists in lists', '<ul><li>'.repeat(DEEP)],
  ['drawings', `<svg>${'<g>'.repeat(DEEP)}`],
  ['blocks behind a drawing', `<svg>${'<div/>'.repeat(DEEP)}`],
])('%s in each other are not shown, and whoever cleans HTML says so', (_what, html) => {
  expect(nestsTooDeep(html)).toBe(true);
  expect(safeHtml(html)).toBe(TOO_DEEP);
  expect(htmlMail(html, new Footnotes())).toEqual([TOO_DEEP_TEXT]);
});

it.each([
  ['a long list', `<ul>${'<li>a'.repeat(DEEP)}</ul>`],
  ['many paragraphs', '<p>a'.repeat(DEEP)],
  ['a long table', `<table>${'<tr><td>a<td>b'.repeat(DEEP)}</table>`],
  ['many blocks, one after the other', '<div>a</div>'.repeat(DEEP)],
  ['many lines', 'a<br>'.repeat(DEEP)],
  ['a drawing of many parts', `<svg>${'<path d="M0 0"/>'.repeat(DEEP)}</svg>`],
  ['no more than signs', '< < <'.repeat(DEEP)],
])('%s nests no deeper than it seems', (_what, html) => {
  expect(nestsTooDeep(html)).toBe(false);
});

test('what is not closed is looked at once', () => {
  expect(nestsTooDeep('<path '.repeat(1_000_000))).toBe(true);
  expect(nestsTooDeep(`<svg>${'<path '.repeat(1_000_000)}`)).toBe(false);
});

test('a short one is cleaned as ever', () => {
  expect(safeHtml('<div><b>x</b></div>')).toBe('<div><b>x</b></div>');
});

test('quotations of quotations are a mail', () => {
  expect(markdownMail(`${'>'.repeat(DEEP)} x`, new Footnotes()).join('')).toContain('| | |');
});
