/** Pictures have words, wherever they are. */
import { expect, test } from 'vitest';
import { changed, more, told } from './planted.js';

test.each([
  '![](a.png)',
  '![ ](<a b.png> "title")',
  '![][here]\n\n[here]: a.png',
  '![][nowhere]',
  '<img src="a.png">',
  'Text <IMG\nsrc=a.png> and more.',
  '<p>\n<img src="a.png" alt=" ">\n</p>',
  '- a list\n\n  ![](attachment:a.png)',
  '<table><tr><td><img src="a.png"></td></tr></table>',
])('%j has no alternative text', (text) => {
  expect(told(changed(3, more(`\n\n${text}`)))).toEqual([
    '3 picture: a picture in the text has no alternative text',
  ]);
});

test.each([
  '![two lines](a.png)',
  '![two lines][here]\n\n[here]: a.png',
  '<img alt="two lines" src="a.png">',
  '`![](a.png)` and `<img src="a.png">`',
  '```html\n<img src="a.png">\n![](a.png)\n```',
  '<!-- <img src="a.png"> -->',
])('%j is fine', (text) => {
  expect(told(changed(3, more(`\n\n${text}`)))).toEqual([]);
});

test('a picture in a table that a cell shows needs words too', () => {
  const html = '<table><tr><td><img src="data:image/png;base64,"></td></tr></table>';
  const notebook = changed(9, ({ outputs }) => ({
    outputs: [{ ...outputs[0], data: { 'text/html': html } }],
  }));

  expect(told(notebook)).toContain('9 picture: a figure has no alternative text');
});
