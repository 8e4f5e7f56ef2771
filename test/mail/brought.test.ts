/** Results have their mails however the package is loaded, and say so where nothing has brought any. */
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/jupyter/kernel-home.js';

/** What a script prints that is told nothing but where it runs. */
function printed(code: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-'], {
    cwd: packageRoot,
    encoding: 'utf8',
    input: code,
  });
  expect(stderr).toBe('');
  return stdout;
}

const SHOW = `console.log(split(processor('SH7750'), alias(daxFile('f').page(0))).toMail().split('\\n')[0]);`;
const FIRST = 'Addresses on SH7750: VIPT 16 KiB 1-way 32 B lines, 4 KiB pages, 4\n';

test.each([
  ['import', `import { alias, daxFile, processor, split } from 'aliaslab'; ${SHOW}`],
  [
    'require()',
    `import { createRequire } from 'node:module';
    const { alias, daxFile, processor, split } = createRequire(import.meta.url)('aliaslab'); ${SHOW}`,
  ],
])('by %s', (_how, code) => {
  expect(printed(code)).toBe(FIRST);
});

test('in one script with the library, as a page has it', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { alias, daxFile, processor, split } from './src/index.ts'; ${SHOW}`,
      resolveDir: packageRoot,
    },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });

  expect(printed(outputFiles[0]!.text)).toBe(FIRST);
});

test('but not from a storey below, where all else of a result works', () => {
  const code = `
    const { processors } = await import('./dist/fluent/atlas.js');
    const atlas = processors();
    try { atlas.toMail(); } catch (error) { console.log(error.message); }
    console.log(Object.keys(atlas[Symbol.for('Jupyter.display')]()).join());`;

  expect(printed(code)).toBe(
    'the mails of results come with src/mail/, which nothing has imported\ntext/plain,text/html\n',
  );
});
