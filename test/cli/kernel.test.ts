/** `aliaslab kernel`: where the kernelspec goes, and that nothing else is written. */

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pngSize } from '../../src/jupyter/static-image.js';
import { aliaslab, temporaryFolder } from './command.js';

describe('aliaslab kernel install', () => {
  test('writes the kernelspec under a prefix, prints where, and writes nothing to the home folder', () => {
    const prefix = temporaryFolder();

    const { status, stdout, wroteHome } = aliaslab(['kernel', 'install', '--prefix', prefix]);

    const folder = join(prefix, 'share/jupyter/kernels/aliaslab');
    expect({ status, stdout, wroteHome }).toEqual({ status: 0, stdout: `${folder}\n`, wroteHome: [] });
    const { argv, ...spec } = JSON.parse(readFileSync(join(folder, 'kernel.json'), 'utf8'));
    expect(spec).toEqual({
      display_name: 'aliaslab (TypeScript)',
      language: 'typescript',
      interrupt_mode: 'signal',
    });
    expect(argv.slice(2)).toEqual(['kernel', 'run', '--connection-file', '{connection_file}']);
    expect(argv.slice(0, 2).every((path: string) => isAbsolute(path) && existsSync(path))).toBe(true);
    expect(pngSize(readFileSync(join(folder, 'logo-64x64.png')))).toEqual({ width: 64, height: 64 });
  });

  test('goes inside the project if nothing is said, and writes nothing to the home folder', () => {
    const { status, stdout, wroteHome } = aliaslab(['kernel', 'install', '--json']);

    expect({ status, wroteHome }).toEqual({ status: 0, wroteHome: [] });
    expect(JSON.parse(stdout).installed).toBe(join(process.cwd(), '.jupyter/kernels/aliaslab'));
  });

  test('for the user goes to the data folder that Jupyter has for them', () => {
    const data = temporaryFolder();

    const named = aliaslab(['kernel', 'install', '--user'], { JUPYTER_DATA_DIR: data });

    expect(named.stdout).toBe(`${join(data, 'kernels/aliaslab')}\n`);
    expect(named.wroteHome).toEqual([]);
  });

  test.runIf(process.platform === 'linux')(
    'for the user follows XDG_DATA_HOME, and the home folder without it (Linux)',
    () => {
      const data = temporaryFolder();

      const xdg = aliaslab(['kernel', 'install', '--user'], { XDG_DATA_HOME: data });
      const home = aliaslab(['kernel', 'install', '--user']);

      expect(xdg.stdout).toBe(`${join(data, 'jupyter/kernels/aliaslab')}\n`);
      expect(home.stdout).toMatch(/\/\.local\/share\/jupyter\/kernels\/aliaslab\n$/);
      expect(home.wroteHome).toEqual(['.local']);
    },
  );
});

test('aliaslab kernel uninstall removes what install wrote, also twice', () => {
  const prefix = temporaryFolder();
  aliaslab(['kernel', 'install', '--prefix', prefix]);

  const once = aliaslab(['kernel', 'uninstall', '--prefix', prefix]);
  const twice = aliaslab(['kernel', 'uninstall', '--prefix', prefix]);

  expect([once.status, twice.status]).toEqual([0, 0]);
  expect(existsSync(once.stdout.trim())).toBe(false);
});

test('install lays a labextension beside the kernelspec, and uninstall takes it away', () => {
  const prefix = temporaryFolder();
  const folder = join(prefix, 'share/jupyter/labextensions/aliaslab');

  aliaslab(['kernel', 'install', '--prefix', prefix]);
  const { name, jupyterlab } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).sort();
  const { stdout } = aliaslab(['kernel', 'uninstall', '--prefix', prefix, '--json']);

  expect({ name, load: jupyterlab._build.load }).toEqual({ name: 'aliaslab', load: 'remoteEntry.js' });
  expect(files).toEqual(['package.json', 'plotly.js', 'remoteEntry.js']);
  expect(JSON.parse(stdout)).toEqual({
    uninstalled: join(prefix, 'share/jupyter/kernels/aliaslab'),
    labextension: { uninstalled: folder },
  });
  expect(existsSync(folder)).toBe(false);
});

test('neither writes over another labextension of that name nor removes it, and installs nothing beside it', () => {
  const prefix = temporaryFolder();
  const folder = join(prefix, 'share/jupyter/labextensions/aliaslab');
  const theirs = '{"name": "aliaslab", "jupyterlab": {"_build": {"load": "static/theirs.js"}}}';
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), theirs);

  const { status, stderr } = aliaslab(['kernel', 'install', '--prefix', prefix]);
  const gone = aliaslab(['kernel', 'uninstall', '--prefix', prefix]);

  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: `aliaslab: '${folder}/package.json' cannot be written: what is there was not written by aliaslab, or was changed, and stays as it is\n  try: mv ${folder} ${folder}.old\n`,
  });
  expect(gone.status).toBe(0);
  expect(existsSync(join(prefix, 'share/jupyter/kernels'))).toBe(false);
  expect(readdirSync(folder)).toEqual(['package.json']);
  expect(readFileSync(join(folder, 'package.json'), 'utf8')).toBe(theirs);
});
