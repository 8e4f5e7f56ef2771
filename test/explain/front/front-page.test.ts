/** The page of all pages: a list, and for a course what it is about, paths and a map; and the way from page to page. */
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import type { Course } from '../../../src/explain/course.js';
import { indexPage, type PageLink } from '../../../src/explain/front-page.js';
import { notebookPage } from '../../../src/explain/page.js';
import { notebookOf } from '../chromium.js';

const dom = (html: string) => new JSDOM(html).window.document;
const texts = (document: Document, selector: string) =>
  [...document.querySelectorAll(selector)].map(({ textContent }) => textContent!.replace(/\s+/g, ' ').trim());

describe('the page of pages', () => {
  it('lists them in order, escaped', () => {
    const page = dom(
      indexPage([
        { href: '01.html', title: 'One <b>', summary: 'First & foremost.' },
        { href: '02.html', title: 'Two', summary: 'Second.' },
      ]),
    );

    expect(texts(page, '.pages li')).toEqual(['1 One <b> First & foremost.', '2 Two Second.']);
    expect(page.querySelector('.pages a')?.getAttribute('href')).toBe('01.html');
  });

  it('says so where there is none', () => {
    expect(indexPage([])).toContain('There is no page yet.');
  });

  it('has no script where there is no course, and allows none', () => {
    const page = indexPage([{ href: '01.html', title: 'One', summary: '' }]);

    expect(page).not.toContain('<script');
    expect(page).not.toContain('script-src');
  });
});

const COURSE: Course = {
  title: 'A <course>',
  about: 'About & around.',
  steps: [
    { step: 'one', notebook: '01.ipynb', question: 'Why `a`?' },
    { step: 'two', notebook: '02.ipynb', question: 'How?' },
  ],
  paths: [
    { name: 'Back', for: 'You turn round.', steps: ['two', 'one'] },
    { name: 'Nowhere', for: 'Nobody.', steps: ['three'] },
  ],
};
const PAGES: readonly PageLink[] = [
  {
    ...{ href: '01.html', title: 'One', summary: 'not this', minutes: 25, audience: 'For you' },
    step: { name: 'one', question: 'Why `a`?' },
    mark: { kind: 'failed', text: 'It did not run: cell 1.' },
  },
  { href: '02.html', title: 'Two', summary: '', minutes: 10, step: { name: 'two', question: 'How?' } },
];

describe('the front page of a course', () => {
  const story = { href: '01.html', hash: 'h', cell: 3, source: '</script><script>alert(1)' };
  const html = indexPage(PAGES, { course: COURSE, story });
  const page = dom(html);

  it('has the question, the minutes, the audience and what came of each', () => {
    expect(texts(page, '.pages li')).toEqual([
      '1 One Why a? 25 minutes · For you It did not run: cell 1.',
      '2 Two How? 10 minutes',
    ]);
  });

  it('has the paths that there are pages for, with their minutes', () => {
    expect(texts(page, '.paths > li')).toEqual(['Back You turn round. 35 minutes. two one']);
  });

  it('has a still picture of two names with its verdict, where no script runs', () => {
    expect(page.querySelector('.still img')?.getAttribute('src')).toMatch(/^data:image\/svg\+xml;base64,/);
    expect(texts(page, '.still figcaption')[0]).toContain('the kernel reads “old”: stale.');
  });

  it('allows its one script, by its hash, and asks for nothing', () => {
    const policy = page.querySelector('meta[http-equiv]')!.getAttribute('content')!;

    expect(policy).toMatch(/; script-src 'sha256-[^ ;]+'; img-src data:; /);
    expect(policy).not.toContain('connect-src');
    expect(page.querySelectorAll('script:not([type])')).toHaveLength(1);
  });

  it('carries the first story as data that ends nothing', () => {
    const data = page.querySelector('script[type="application/json"]')!.textContent!;

    expect(JSON.parse(data)).toEqual(story);
    expect(html).not.toContain('<script>alert');
  });
});

describe('a page of a course', () => {
  const place = {
    contents: { href: 'index.html', title: 'A <course>' },
    number: 2,
    of: 3,
    previous: { href: '01.html', title: 'One "and" more' },
    next: { href: '03.html', title: 'Three' },
  };
  const page = dom(notebookPage(notebookOf('# Two', '1'), { place }));

  it('leads to the contents, the page before and the one after, at its head and at its foot', () => {
    const links = (selector: string) =>
      [...page.querySelectorAll(`${selector} a`)].map((link) => [
        link.getAttribute('href'),
        link.getAttribute('rel'),
      ]);

    expect(links('.way:not(.onward)')).toEqual([
      ['index.html', null],
      ['01.html', 'prev'],
      ['03.html', 'next'],
    ]);
    expect(texts(page, '.way:not(.onward) span')).toEqual(['2 of 3']);
    expect(texts(page, '.onward a')).toEqual([
      'Before this One "and" more',
      'Next Three',
      'Contents A <course>',
    ]);
  });

  it('has neither where it stands alone', () => {
    expect(dom(notebookPage(notebookOf('# Two', '1'), {})).querySelector('.way')).toBeNull();
  });
});

describe('a link to another notebook', () => {
  const linked = (source: string) => {
    const links = (address: string) =>
      address.startsWith('03.ipynb') ? address.replace('.ipynb', '.html') : undefined;
    return dom(notebookPage(notebookOf(`# A\n\n${source}`), { links })).querySelector('.prose p')!.innerHTML;
  };

  it('leads to its page, at the same place', () => {
    expect(linked('[this](03.ipynb#A-%22place%22)')).toBe('<a href="03.html#A-%22place%22">this</a>');
  });

  it('is a text that names the notebook, where its page is not there', () => {
    expect(linked('[that one](two%20words.ipynb#x)')).toBe('<a>that one (two words.ipynb)</a>');
    expect(linked('[02.ipynb](02.ipynb)')).toBe('<a>02.ipynb</a>');
  });

  it('is not what leads to a place of the page, or to a host', () => {
    expect(linked('[a](#A) [b](https://example.org/x.ipynb)')).toBe(
      '<a href="#A">a</a> <a href="https://example.org/x.ipynb">b</a>',
    );
  });
});
