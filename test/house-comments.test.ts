/** Comments and documents point to what is there: files, and names of the code. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const { dependencies, devDependencies } = JSON.parse(read('package.json'));
/** Packages that have names like files, such as opentype.js. */
const PACKAGES = Object.keys({ ...dependencies, ...devDependencies });
/** Functions of others that comments name. */
const OF_OTHERS = ['toHTML'];

const files = ['src', 'test'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|mjs|cts|js|c|py)$/.test(file))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
);
const sources = files.filter((file) => /\.(ts|mjs|cts|js)$/.test(file));

/** The comments of a file, and the words of its code without them and without texts. */
function partsOf(file: string, text: string): { comments: string[]; words: Set<string> } {
  const comments = new Map<number, string>();
  const words = new Set<string>();
  const visit = (node: ts.Node): void => {
    for (const { pos, end } of [
      ...(ts.getLeadingCommentRanges(text, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.end) ?? []),
    ]) {
      comments.set(pos, text.slice(pos, end));
    }
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) words.add(node.text.replace('#', ''));
    // Properties may have names in quotes.
    if (ts.isStringLiteral(node)) words.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return { comments: [...comments.values()], words };
}

// Not this file: its examples have names that are nowhere else.
const parts = new Map(
  sources
    .filter((file) => file !== 'test/house-comments.test.ts')
    .map((file) => [file, partsOf(file, read(file))]),
);
const allWords = new Set([...parts.values()].flatMap(({ words }) => [...words]));

/** What these comments of a file point to, and what is not there. */
function pointless(file: string, comments: readonly string[], words: ReadonlySet<string>): string[] {
  const found = (pattern: RegExp) =>
    comments.flatMap((comment) => [...comment.matchAll(pattern)].map(([all, name]) => name ?? all));
  const isFile = (name: string) =>
    PACKAGES.includes(name) || files.some((each) => each === name || each.endsWith(`/${name}`));
  return [
    ...found(/[\w./-]+\.(?:ts|mjs|cts|js)\b/g).filter((name) => !isFile(name.replace(/^(\.\.?\/)+/, ''))),
    // A link leads to what its file knows; a function or a name in backticks may be anybody's.
    ...found(/\{@link (\w+)/g).filter((name) => !words.has(name)),
    ...found(/(?<![\w.])([a-z]+[A-Z]\w*)\(/g).filter(
      (name) => !allWords.has(name) && !OF_OTHERS.includes(name),
    ),
    ...found(/`([A-Za-z]{2,}[A-Z]\w+)`/g).filter((name) => !allWords.has(name)),
  ].map((name) => `${file}: ${name}`);
}

describe('a comment', () => {
  it('is found nearly everywhere', () => {
    expect([...parts.values()].filter(({ comments }) => comments.length > 0).length).toBeGreaterThan(500);
  });

  it('points to no file, no link and no name that is not there', () => {
    const lost = [...parts].flatMap(([file, { comments, words }]) => pointless(file, comments, words));

    expect(lost).toEqual([]);
  });

  it.each([
    ['// as in linux/dax-io.ts', 'linux/dax-io.ts'],
    ['/** See hardware/caches.ts. */', 'hardware/caches.ts'],
    ['/** A {@link Gone}. */', 'Gone'],
    ['// asks whatIsGone() first', 'whatIsGone'],
    ['/** In `ThatIsGone`. */', 'ThatIsGone'],
  ])('%s is found to point nowhere', (comment, name) => {
    expect(pointless('planted.ts', [comment], new Set(['Here']))).toEqual([`planted.ts: ${name}`]);
  });

  it.each([
    '// as in hardware/cache.ts and src/views/palette.ts',
    '// opentype.js reads it',
    '/** A {@link Here}. */',
    '// as copy_from_user() does, and checkCache() says',
    '/** In `CacheDescription`, or in `mm/mmap.c`. */',
  ])('%s points somewhere', (comment) => {
    expect(pointless('planted.ts', [comment], new Set(['Here']))).toEqual([]);
  });
});

describe('a document', () => {
  const documents = readdirSync(ROOT).filter((file) => file.endsWith('.md'));

  it('points to no file or folder of src and test that is not there', () => {
    const paths = documents.flatMap((document) =>
      [...read(document).matchAll(/(?<![\w/.-])(?:src|test)\/[\w./-]*\w/g)].map(([path]) => ({
        document,
        path,
      })),
    );

    expect(paths.length).toBeGreaterThan(20);
    expect(
      // `test/explain/live*.test.ts` stands for several.
      paths.filter(
        ({ path }) => !existsSync(join(ROOT, path)) && !files.some((file) => file.startsWith(path)),
      ),
    ).toEqual([]);
  });
});
