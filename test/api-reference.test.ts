/** The API reference: TypeDoc knows all that is exported, and finds a comment for each of it. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const typedoc = join(ROOT, 'node_modules/typedoc/bin/typedoc');

test('documents every class, function and type that is exported, and every method', () => {
  // The build has checked the types.
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [typedoc, '--emit', 'none', '--skipErrorChecking'],
    { cwd: ROOT, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } },
  );

  expect({ status, told: `${stdout}${stderr}` }).toEqual({ status: 0, told: '' });
});

test('is written into a folder that is neither committed nor packed', () => {
  const { typedocOptions, files, scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

  expect(scripts.docs).toBe('typedoc');
  expect(typedocOptions.out).toBe('dist/api');
  expect(files).toContain('!dist/api');
  expect(existsSync(join(ROOT, typedocOptions.entryPoints[0]))).toBe(true);
});
