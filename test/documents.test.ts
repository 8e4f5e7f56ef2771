/** The standing documents say what is so: their links lead somewhere, their example runs, their numbers are counted. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { alias, daxFile, daxIo, processor, processors, scenario } from '../src/index.js';
import { knownPorts } from '../src/ports/space/index.js';
import { publicFace } from './fluent/public-face.js';

const ROOT = resolve(import.meta.dirname, '..');
const text = (file: string) => readFileSync(join(ROOT, file), 'utf8');

const documents = readdirSync(ROOT).filter((name) => name.endsWith('.md'));
const notebooks = readdirSync(join(ROOT, 'notebooks'))
  .filter((name) => name.endsWith('.ipynb'))
  .map((name) => `notebooks/${name}`);
const COURSE = 'notebooks/README.md';

/** The Markdown of a document, or of a notebook's cells. */
function markdownOf(file: string): string {
  if (!file.endsWith('.ipynb')) return text(file);
  const cells: { cell_type: string; source: string | string[] }[] = JSON.parse(text(file)).cells;
  return cells
    .filter(({ cell_type }) => cell_type === 'markdown')
    .map(({ source }) => [source].flat().join(''))
    .join('\n\n');
}

const withoutCode = (markdown: string) =>
  markdown.replaceAll(/^```.*?^```/gms, '').replaceAll(/`[^`\n]*`/g, '`');

/** What the links and pictures of some Markdown lead to. */
function targetsOf(markdown: string): string[] {
  const plain = withoutCode(markdown);
  const inline = [...plain.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)];
  const defined = [...plain.matchAll(/^\s*\[[^\]]+\]:\s*<?([^\s>]+)/gm)];
  const html = [...plain.matchAll(/<(?:a|img)\s[^>]*(?:href|src)="([^"]+)"/g)];
  return [...inline, ...defined, ...html].map(([, target]) => target!);
}

/** The anchors of the headings, as GitHub makes them. */
function anchorsOf(markdown: string): string[] {
  const headings = [...markdown.replaceAll(/^```.*?^```/gms, '').matchAll(/^#{1,6}\s+(.*?)\s*#*$/gm)];
  return headings.map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '')
      .replaceAll(/\s/g, '-'),
  );
}

/** The links of a file that lead nowhere inside the project. */
function deadLinks(file: string, markdown = markdownOf(file)): string[] {
  return targetsOf(markdown).filter((target) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return false; // an address elsewhere
    const [path = '', anchor] = decodeURI(target).split('#', 2);
    const goal = path === '' ? file : join(dirname(file), path);
    if (!existsSync(join(ROOT, goal))) return true;
    if (anchor === undefined) return false;
    return !anchorsOf(goal === file ? markdown : markdownOf(goal)).includes(anchor);
  });
}

describe('the links', () => {
  it.each([...documents, ...notebooks, COURSE])('of %s lead somewhere', (file) => {
    expect(deadLinks(file)).toEqual([]);
  });

  it.each([
    ['[a](README.md)', []],
    ['[a](nothing.md)', ['nothing.md']],
    ['[a](README.md#the-command)', []],
    ['[a](README.md#nothing)', ['README.md#nothing']],
    ['# One, two\n[a](#one-two) [b](#three)', ['#three']],
    ['![a](nothing.svg "title")', ['nothing.svg']],
    ['[a][b]\n\n[b]: nothing.md', ['nothing.md']],
    ['<a href="nothing.md">a</a>', ['nothing.md']],
    ['[a](https://example.org/nothing)', []],
    ['`[a](nothing.md)`', []],
  ])('%s: %j are dead', (markdown, dead) => {
    expect(deadLinks('CHANGELOG.md', markdown)).toEqual(dead);
  });

  it('of README.md lead to files that are in the package too', () => {
    const { files } = JSON.parse(text('package.json')) as { files: string[] };
    const goals = targetsOf(text('README.md')).filter((target) => !target.includes(':'));

    expect(goals.length).toBeGreaterThan(3);
    expect(goals.filter((goal) => !files.includes(goal.split('/')[0]!))).toEqual([]);
  });
});

describe('the course', () => {
  const listed = targetsOf(text(COURSE)).filter((target) => target.endsWith('.ipynb'));
  const present = notebooks.map((file) => file.slice('notebooks/'.length));

  it('lists every notebook of the folder', () => {
    expect(present.length).toBeGreaterThan(10);
    expect(present.filter((name) => !listed.includes(name))).toEqual([]);
  });

  it('lists no notebook twice, and each under its own number', () => {
    const labels = [...text(COURSE).matchAll(/\[(\d\d)\]\((\d\d)-/g)];

    expect(listed.filter((name, at) => listed.indexOf(name) !== at)).toEqual([]);
    expect(labels.map(([, label]) => label)).toEqual(labels.map(([, , number]) => number));
    expect(labels).toHaveLength(listed.length);
  });
});

test('the example of README.md prints what README.md says', () => {
  const [, code, printed] = /^```ts\n(.*?)^```$.*?^```\n(.*?)^```$/ms.exec(text('README.md'))!;
  const folder = mkdtempSync(join(tmpdir(), 'aliaslab-readme-'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  writeFileSync(join(folder, 'example.mjs'), code!);

  const { stdout, stderr } = spawnSync(process.execPath, ['example.mjs'], { cwd: folder, encoding: 'utf8' });
  rmSync(folder, { recursive: true });

  expect({ stdout, stderr }).toEqual({ stdout: printed, stderr: '' });
});

describe('the numbers', () => {
  const rows = processors().rows.filter(({ arch }) => arch !== 'none');
  const counted = [
    { what: /(\d+) (?:real )?CPUs/g, is: rows.length, of: unreleased },
    { what: /CPUs over (\d+) ports/g, is: new Set(rows.map(({ arch }) => arch)).size, of: unreleased },
    { what: /address spaces of (\d+) ports/g, is: knownPorts().length, of: text },
    { what: /(\d+) of which color/g, is: knownPorts().filter(({ mmap }) => mmap.colored).length, of: text },
  ];

  /** What is so now: a release had as many as it says it had. */
  function unreleased(file: string): string {
    return text(file).split(/^## \d/m)[0]!;
  }

  it.each(counted)('$what are $is, wherever a document says so', ({ what, is, of }) => {
    const said = documents.flatMap((file) =>
      [...of(file).matchAll(what)].map(([, number]) => Number(number)),
    );

    expect(said.length).toBeGreaterThan(0);
    expect(said).toEqual(said.map(() => is));
  });
});

test('ARCHITECTURE.md says what each dependency is for', () => {
  const { dependencies, devDependencies } = JSON.parse(text('package.json'));
  const names = Object.keys({ ...dependencies, ...devDependencies }).filter(
    (name) => !name.startsWith('@types/'),
  );

  expect(names.filter((name) => !text('ARCHITECTURE.md').includes(name))).toEqual([]);
});

describe('the words of ARCHITECTURE.md', () => {
  const sections = text('ARCHITECTURE.md').split(/^## /m);
  const table = sections.find((section) => section.startsWith('Words\n')) ?? '';
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));
  const words = rows.flatMap((row) => [...row.split('|')[1]!.matchAll(/`(\w+)`/g)].map(([, word]) => word!));
  const face = publicFace();

  it('are those that can be typed: each function and method but the old names', () => {
    const typed = new Set(face.filter(({ isRetired }) => !isRetired).map(({ name }) => name));

    expect(typed.size).toBeGreaterThan(150);
    expect([...words].sort()).toEqual([...typed].sort());
  });

  it('stand there once, with what they mean', () => {
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
    expect(rows.filter((row) => row.split('|').length !== 6 || row.split('|')[3]!.trim() === '')).toEqual([]);
  });
});

test('README.md names every command that --help does', () => {
  const { stdout } = spawnSync(process.execPath, [join(ROOT, 'dist/cli/main.js'), '--help'], {
    encoding: 'utf8',
  });
  const commands = [...stdout.split('Commands:')[1]!.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name!);

  expect(commands).toContain('start');
  expect(commands.filter((name) => !text('README.md').includes(`\naliaslab ${name}`))).toEqual([]);
});

test('the picture of README.md is what the library draws of its example', async () => {
  const file = daxFile('mail.dat').pages(8).placed({ page: 5, pfn: 0x0c123 });
  const user = alias(file.page(5)).user(0x2955_1000);
  const run = scenario(processor('SH7750'))
    .store(user, 'hello')
    .daxIo(daxIo().read(5).at(file.page(5)))
    .run();

  expect(text('README.md').slice(0, 1000)).toContain('(docs/stale-read.svg)');
  await expect(run.svg()).toMatchFileSnapshot('../docs/stale-read.svg');
});

test('README.md shows a mail as it is', () => {
  const file = daxFile('mail.dat').pages(8).placed({ page: 5, pfn: 0x0c123 });
  const user = alias(file.page(5)).user(0x2955_1000);
  const story = scenario()
    .store(user, 'hello')
    .daxIo(daxIo().read(5).at(file.page(5)));

  expect(text('README.md')).toContain(`\`\`\`\n${story.run().toMail()}\`\`\`\n`);
});
