/** HTML that is too much is told from HTML that is only long, before anybody parses it; page, export and mail say the same of it. */
import { describe, expect, it, test } from 'vitest';
import { htmlProblem, nestingProblem } from '../../src/explain/html-limits.js';
import { Footnotes } from '../../src/explain/mail/footnotes.js';
import { htmlMail, markdownMail } from '../../src/explain/mail/html-mail.js';
import { safeHtml } from '../../src/explain/safe-html.js';

const DEEP = 20_000;
const TOO_DEEP = 'has more than 256 elements inside each other';
const SAID = `This HTML is not shown: it ${TOO_DEEP}.`;

it.each([
  ['blocks', `${'<div>'.repeat(DEEP)}x${'</div>'.repeat(DEEP)}`],
  ['blocks that end nowhere', '<section class="a">'.repeat(DEEP)],
  ['blocks that seem to close themselves', '<div/>'.repeat(DEEP)],
  ['letters in bold', '<b>'.repeat(DEEP)],
  ['tables in tables', '<table><tr><td>'.repeat(DEEP)],
  ['lists in lists', '<ul><li>'.repeat(DEEP)],
  ['drawings', `<svg>${'<g>'.repeat(DEEP)}`],
  ['blocks behind a drawing', `<svg>${'<div/>'.repeat(DEEP)}`],
  ['blocks whose ends end something else', '<div></b>'.repeat(DEEP)],
  ['blocks of which some end', '<div></div></div><i>'.repeat(DEEP)],
  ['letters of which some end', '<b><div></b>'.repeat(DEEP)],
  ['links in underlines', '<a></p><u></p>'.repeat(DEEP)],
  ['letters over letters', '<rt>'.repeat(DEEP)],
])('%s in each other are not shown, and whoever cleans HTML says so', (_what, html) => {
  expect(htmlProblem(html)).toBe(TOO_DEEP);
  expect(nestingProblem(html)).toBe(TOO_DEEP);
  expect(safeHtml(html)).toMatch(`<p>${SAID}</p>\n<pre class="text">&lt;`);
  expect(htmlMail(html, new Footnotes()).join(' ')).toBe(`[${SAID}]`);
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
  expect(nestingProblem(html)).toBeUndefined();
});

test('what is not closed is looked at once', () => {
  for (const piece of ['<path ', '<!--', '<a b="', '<a b= ', '</', '<svg ', '<p a', '<!-- <svg> '])
    expect([undefined, TOO_DEEP], piece).toContain(nestingProblem(`<svg>${piece.repeat(200_000)}`));
});

test('a short one is cleaned as ever', () => {
  expect(safeHtml('<div><b>x</b></div>')).toBe('<div><b>x</b></div>');
});

test('quotations of quotations are a mail', () => {
  expect(markdownMail(`${'>'.repeat(DEEP)} x`, new Footnotes()).join('')).toContain('| | |');
});

describe('what closes itself', () => {
  const many = '<x-y/>'.repeat(1000);

  it.each([
    ['in a drawing', `<svg>${many}</svg>`],
    [
      'in a drawing with words, remarks and styles',
      `<p>a<svg width="9" viewBox='0 0 1 1'><title>a</title><!-- b --><style type="text/css">a{}</style><g id=a>${many}</g></svg>`,
    ],
    ['in drawings of another', `<svg><svg>${many}</svg>${many}</svg>`],
    ['in a formula', `<math><mi>x</mi>${many}</math>`],
    ['in drawings after each other', `<div><svg>${many}</svg></div>`.repeat(9)],
    ['and is a drawing', '<svg/>'.repeat(1000)],
  ])('%s nests nothing', (_what, html) => {
    expect(htmlProblem(html)).toBeUndefined();
  });

  it.each([
    ['a drawing that closed itself', '<svg/>'],
    ['a drawing that ended', '<svg></svg>'],
    ['a drawing that ended with what it is in', '<x-z><svg></x-z>'],
    ['a drawing that ended with the link it is in', '<a><svg><g><a></g></a>'],
    ['what a drawing cannot hold', '<svg><p>'],
    ["a drawing in a drawing's words", '<svg><foreignObject>'],
    ['a drawing in a title', '<title><svg></title>'],
    ['a drawing in raw text', '<xmp><svg><xmp></xmp>'],
    ['a drawing in a remark', '<!-- <svg> -->'],
    ['a drawing in a remark that ends early', '<!--> <svg> <!-- -->'],
    ['a drawing in a value', '<img alt="<svg>">'],
    ['a drawing in a value of its own', `<img alt='<svg a="'>`],
    ['a drawing in a name', '<img <svg>'],
    ['a drawing in a list of choices', '<select><svg>'],
    ['a value that ends with the tag', '<svg></svg><p a=/>'],
  ])('is open behind %s, as parsers have it', (_what, html) => {
    expect(htmlProblem(html + many)).toBe(TOO_DEEP);
  });
});

test('very many elements are too much for a page, and not for a mail, which leaves out rows', () => {
  const table = `<table>${'<tr><td>a<td>b'.repeat(DEEP)}</table>`;

  expect(htmlProblem(table)).toBe('has more than 50,000 elements');
  expect(htmlMail(table, new Footnotes()).join('\n')).toContain('more rows of 19999]');
});
