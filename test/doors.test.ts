/**
 * Binder, a devcontainer and VS Code: the commands that their files name are run here, with an empty home folder, and the
 * kernel is then where each of them looks. `npm ci` is left out: whoever runs this test has run it. No container is made.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pythonWith, unless } from './jupyter/jupyter-installed.js';

const ROOT = resolve(import.meta.dirname, '..');
const text = (file: string) => readFileSync(join(ROOT, file), 'utf8');

const clientPython = pythonWith('jupyter_client');

let base: string;
let home: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'aliaslab-doors-'));
  home = join(base, 'home');
  mkdirSync(home);
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

/** Runs a command in this folder, with these programs in the place of those of the machine. */
function run(command: string[], programs: Record<string, string>) {
  const bin = join(base, 'bin');
  mkdirSync(bin);
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  const env = { PATH: `${bin}${delimiter}${process.env.PATH}`, HOME: home };
  const { status, stdout, stderr } = spawnSync(command[0]!, command.slice(1), {
    cwd: ROOT,
    env,
    encoding: 'utf8',
  });
  return { status, said: stdout, stderr };
}

/** What Jupyter and VS Code read of a kernel: both look for the folder `kernels` in Jupyter's data folders. */
function kernelIn(data: string) {
  return JSON.parse(readFileSync(join(data, 'kernels', 'aliaslab', 'kernel.json'), 'utf8'));
}

const skipNpm = { npm: 'echo "npm $*"' };

describe.skipIf(process.platform === 'win32')('Binder', () => {
  test('builds the checkout, and registers its kernel in the environment of its Python', () => {
    const prefix = join(base, 'env');

    const { status, said } = run(['.binder/postBuild'], { ...skipNpm, python3: `echo '${prefix}'` });

    expect(status).toBe(0);
    expect(said.split('\n')[0]).toBe('npm ci');
    expect(kernelIn(join(prefix, 'share', 'jupyter')).argv).toEqual([
      process.execPath,
      join(ROOT, 'dist', 'cli', 'main.js'),
      'kernel',
      'run',
      '--connection-file',
      '{connection_file}',
    ]);
    expect(readdirSync(home).filter((name) => name !== '.npm')).toEqual([]);
  });

  test('stops where the build fails', () => {
    expect(run(['.binder/postBuild'], { npm: 'exit 3' }).status).toBe(3);
  });

  test('has a Node that the package runs on, and asks for nothing unnamed', () => {
    expect(text('.binder/environment.yml')).toMatch(/^ {2}- nodejs=22$/m);
    expect(JSON.parse(text('package.json')).engines.node).toContain('>=22');
  });
});

describe.skipIf(process.platform === 'win32')('a devcontainer', () => {
  const container = JSON.parse(text('.devcontainer/devcontainer.json'));

  test('builds the checkout, and registers its kernel for the user, where VS Code looks', () => {
    const { status, said } = run(['sh', '-c', container.postCreateCommand], skipNpm);

    expect(status).toBe(0);
    expect(said.split('\n')[0]).toBe('npm ci');
    const data =
      process.platform === 'darwin'
        ? join(home, 'Library', 'Jupyter')
        : join(home, '.local', 'share', 'jupyter');
    expect(kernelIn(data)).toEqual({
      argv: expect.arrayContaining(['{connection_file}']),
      display_name: 'aliaslab (TypeScript)',
      language: 'typescript',
      interrupt_mode: 'signal',
    });
  });

  test.skipIf(clientPython === undefined)(
    `then has a kernel that Jupyter itself lists${unless(clientPython, 'python3-jupyter-client')}`,
    () => {
      const install = container.postCreateCommand.split(' && ').at(-1);

      const list = `${clientPython} -m jupyter_client.kernelspecapp list --json`;
      const { said } = run(['sh', '-c', `${install} >/dev/null && ${list}`], {});

      expect(JSON.parse(said).kernelspecs.aliaslab).toMatchObject({
        resource_dir: expect.stringContaining(home),
        spec: { display_name: 'aliaslab (TypeScript)', language: 'typescript' },
      });
    },
  );

  test('brings the extensions that run notebooks and draw their plots, which VS Code recommends elsewhere', () => {
    const { extensions } = container.customizations.vscode;

    expect(extensions).toEqual(
      expect.arrayContaining(['ms-toolsai.jupyter', 'ms-toolsai.jupyter-renderers']),
    );
    expect(JSON.parse(text('.vscode/extensions.json')).recommendations).toEqual(extensions);
  });
});

test('every notebook names the kernel and the language by which VS Code chooses one', () => {
  const notebooks = readdirSync(join(ROOT, 'notebooks')).filter((name) => name.endsWith('.ipynb'));
  const chosen = notebooks.map((name) => {
    const { kernelspec, language_info } = JSON.parse(text(join('notebooks', name))).metadata;
    return [kernelspec.name, kernelspec.language, language_info.name];
  });

  expect(chosen.length).toBeGreaterThan(0);
  expect(chosen).toEqual(notebooks.map(() => ['aliaslab', 'typescript', 'typescript']));
});
