/** Colors are written in one file, the palette, and nowhere else in the source: neither as numbers nor by their names. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const PALETTE = 'src/views/palette.ts';

/** The names of CSS that a text can hardly hold by chance; not `tan`, `snow` or `linen`, but what one would reach for. */
const NAMES =
  '(?:(?:dark|light|medium|pale|dim|deep)?(?:black|white|gr[ae]y|red|green|blue|yellow|orange|purple|pink|cyan|magenta|brown|violet|salmon|khaki|orchid|turquoise)|silver|maroon|olive|lime|aqua|teal|navy|fuchsia|gold|crimson|indigo|tomato|beige|coral)';
const COLOR = new RegExp(
  [
    // A number, with or without opacity; not the start of a longer word, and no entity such as `&#8217;`.
    String.raw`(?<![&\w])#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![\w-])`,
    String.raw`\b(?:rgb|hsl)a?\(|\b(?:hwb|lab|lch|oklab|oklch)\(`,
    // A name where a color is expected, in an attribute, in a style or as all of a text.
    String.raw`\b(?:fill|stroke|color|background|border|outline)[a-z-]*\s*[:=]\s*["']?${NAMES}\b`,
    `^${NAMES}$`,
  ].join('|'),
  'gi',
);

/** The texts of a program: strings and the fixed parts of templates, not comments, names or patterns. */
function textsOf(file: string, code: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      texts.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, code, ts.ScriptTarget.Latest));
  return texts;
}

function colorsIn(file: string, code: string): string[] {
  return textsOf(file, code).flatMap((text) =>
    [...text.matchAll(COLOR)].map(([color]) => `${file}: ${color}`),
  );
}

const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|mjs|cts)$/.test(file))
  .map((file) => `src/${file.replaceAll('\\', '/')}`);

test('no file but the palette writes a color', () => {
  const others = files.filter((file) => file !== PALETTE);

  expect(others.length).toBeGreaterThan(300);
  expect(others.flatMap((file) => colorsIn(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
});

test('the palette writes many', () => {
  expect(colorsIn(PALETTE, readFileSync(join(ROOT, PALETTE), 'utf8')).length).toBeGreaterThan(50);
});

test.each([
  `const look = { fill: '#0072B2' };`,
  `const look = { fill: '#07b' };`,
  'const style = `a { color: #0072b2 }`;',
  `const style = \`a { width: \${1}px; border: \${2}px solid #ccc }\`;`,
  `const tint = 'rgb(0 0 0 / .45)';`,
  `const tint = "rgba(0,0,0,1)";`,
  `const style = 'max-width:100%;background:white';`,
  `const svg = '<rect fill="darkred"/>';`,
  `const look = { fill: 'white' };`,
  `const look = ready ? 'red' : other;`,
])('a color is found in %s', (code) => {
  expect(colorsIn('planted.ts', code)).toHaveLength(1);
});

test.each([
  `const own = this.#add(2);`,
  `// #0072b2 is blue`,
  `const link = 'https://example.org/#fa';`,
  `const note = 'see #12 of the list';`,
  `const entity = '&#8217;';`,
  `const look = { fill: 'none', color: 'inherit', background: 'transparent' };`,
  `const color = OWNER.kernel.color;`,
  `const words = 'a white ground';`,
])('and none in %s', (code) => {
  expect(colorsIn('planted.ts', code)).toEqual([]);
});
