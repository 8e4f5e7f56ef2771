/** Pages that are exported together lead to each other, in the order of their course; others are named, or lead to where they can be had. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { JSDOM } from 'jsdom';
import { expect, test } from 'vitest';
import { PageLinks } from '../../src/cli/page-links.js';
import { listOf, pageOf } from '../../src/cli/pages.js';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import { readNotebook } from '../../src/jupyter/notebook-text.js';
import { aliaslab, temporaryFolder } from './command.js';

function notebook(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  const cells = [{ cell_type: 'markdown', metadata: {}, source: text }];
  writeFileSync(path, JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 4 }));
  return path;
}

const dom = (file: string) => new JSDOM(readFileSync(file, 'utf8')).window.document;
const links = (file: string, selector = '.prose a') =>
  [...dom(file).querySelectorAll(selector)].map((link) => [
    link.textContent!.trim(),
    link.getAttribute('href'),
  ]);

function course(folder: string, ...names: string[]): void {
  const steps = names.map((notebook) => ({ step: notebook, notebook, question: `Why ${notebook}?` }));
  writeFileSync(
    join(folder, 'course.json'),
    JSON.stringify({ title: 'Ours', about: 'It.', steps, paths: [] }),
  );
}

test('pages that are exported together lead to each other; what is not among them is named', () => {
  const folder = temporaryFolder();
  const first = notebook(
    folder,
    '1 one.ipynb',
    '# One\n\n[two](2.ipynb#A-place), [three](3.ipynb), [doc](../README.md)',
  );
  const second = notebook(folder, '2.ipynb', '# Two\n\n[one](1%20one.ipynb)');

  expect(aliaslab(['export', '--static', '--out', folder, first, second]).status).toBe(0);

  expect(links(join(folder, '1 one.html'))).toEqual([
    ['two', '2.html#A-place'],
    ['three (3.ipynb)', null],
    ['doc (../README.md)', null],
  ]);
  expect(links(join(folder, '2.html'))).toEqual([['one', '1%20one.html']]);
  expect(links(join(folder, '1 one.html'), '.onward a')).toEqual([['Next Two', '2.html']]);
  expect(links(join(folder, '2.html'), '.onward a')).toEqual([['Before this One', '1%20one.html']]);
});

test('with --source, they lead to where the notebooks can be had, and the page says where that is', () => {
  const folder = temporaryFolder();
  const first = notebook(folder, 'a b.ipynb', '# A\n\n[three](3.ipynb#x), [doc](../README.md)');
  const source = 'https://example.org/course/notebooks/';

  expect(aliaslab(['export', '--static', '--out', folder, '--source', source, first]).status).toBe(0);

  expect(links(join(folder, 'a b.html'))).toEqual([
    ['three', `${source}3.ipynb#x`],
    ['doc', 'https://example.org/course/README.md'],
  ]);
  expect(links(join(folder, 'a b.html'), 'footer a')).toEqual([
    [`${source}a%20b.ipynb`, `${source}a%20b.ipynb`],
  ]);
  for (const bad of ['here', 'https://example.org/x', 'javascript:alert(1)/'])
    expect(aliaslab(['export', '--source', bad, first])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('is not the address of a folder'),
    });
});

test('a page alone has no way to go on', () => {
  const folder = temporaryFolder();
  const only = notebook(folder, '1.ipynb', '# One');

  expect(aliaslab(['export', '--static', '--out', folder, only]).status).toBe(0);

  expect(links(join(folder, '1.html'), 'nav a')).toEqual([]);
});

test('the course beside the notebooks gives their order; what is not in it comes after', () => {
  const folder = temporaryFolder();
  const paths = ['1.ipynb', '2.ipynb', '3.ipynb'].map((name) => notebook(folder, name, `# N ${name}`));
  course(folder, '3.ipynb', '2.ipynb', 'not-here.ipynb');
  const read = new Map(paths.map((path) => [path, readNotebook(path)]));

  const ordered = new PageLinks(read, { hasList: true });

  expect(ordered.paths.map((path) => basename(path))).toEqual(['3.ipynb', '2.ipynb', '1.ipynb']);
  expect(ordered.placeOf(paths[1]!)).toEqual({
    contents: { href: 'index.html', title: 'Ours' },
    number: 2,
    of: 3,
    previous: { href: '3.html', title: 'N 3.ipynb' },
    next: { href: '1.html', title: 'N 1.ipynb' },
  });
});

test('a course that cannot be used is said before anything is written', () => {
  const folder = temporaryFolder();
  notebook(folder, '1.ipynb', '# One');
  writeFileSync(join(folder, 'course.json'), '{ "title": 7 }');

  const { status, stderr } = aliaslab(['export', '--static', '1.ipynb'], {}, folder);

  expect(status).toBe(2);
  expect(stderr).toContain('course.json: title 7 is no text');
  expect(stderr).toContain('course.json: steps undefined is no list');
  expect(readdirSync(folder)).not.toContain('1.html');
});

test('no link between the notebooks of the package is dead, in pages that are made together', () => {
  const folder = join(packageRoot, 'notebooks');
  const paths = readdirSync(folder)
    .filter((name) => name.endsWith('.ipynb'))
    .map((name) => join(folder, name));
  const read = new Map(paths.map((path) => [path, readNotebook(path)]));
  const all = new PageLinks(read, { hasList: true });
  const pages = new Map(
    paths.map((path) => {
      const html = pageOf(path, read.get(path)!, { links: all, isStatic: true });
      return [all.hrefOf(path), new JSDOM(html).window.document] as const;
    }),
  );
  const list = listOf(
    all.paths.map((path) => ({ path, notebook: read.get(path)! })),
    all,
  );
  pages.set('index.html', new JSDOM(list).window.document);

  let followed = 0;
  for (const [name, page] of pages) {
    for (const link of page.querySelectorAll('a[href]')) {
      const [, file, fragment] = /^([^#:?]*)(?:#(.*))?$/.exec(link.getAttribute('href')!) ?? [];
      if (file === undefined) continue;
      const there = file === '' ? page : pages.get(file);
      const at = `${name}: ${link.getAttribute('href')}`;
      expect(there, at).toBeDefined();
      if (fragment) expect(there!.getElementById(decodeURIComponent(fragment)), at).not.toBeNull();
      followed++;
    }
    expect(
      [...page.querySelectorAll('.prose a:not([href])')].map((link) => link.textContent),
      name,
    ).toEqual([]);
  }
  expect(followed).toBeGreaterThan(150);
});
