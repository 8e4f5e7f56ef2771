/** `aliaslab jupyter`: the reader's own Jupyter with the kernel in it, and a line of help where there is none. */

import { spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { commandPath } from '../../src/jupyter/kernel-home.js';
import { aliaslab, temporaryFolder } from './command.js';

const jupyter = ['jupyter-lab', 'jupyter-notebook'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);

test('where there is no Jupyter, one line says how to get it', () => {
  const { status, stdout, stderr } = aliaslab(['jupyter'], { PATH: temporaryFolder() });

  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(
    /^aliaslab: jupyter-lab or jupyter-notebook is not on the PATH: get it with 'pip install .*\n$/,
  );
  expect(stderr.split('\n')).toHaveLength(2);
});

test.skipIf(jupyter === undefined)(
  `opens Jupyter with the kernel registered, and writes nothing to the home folder${jupyter === undefined ? ' (skipped: Jupyter is not installed)' : ''}`,
  async () => {
    const home = temporaryFolder();
    const child = spawn(process.execPath, [commandPath, 'jupyter', '--no-browser', '--allow-root'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { PATH: process.env.PATH, HOME: home },
    });
    onTestFinished(() => void child.kill('SIGTERM'));

    let address: URL | undefined;
    let said = '';
    for await (const line of createInterface(child.stderr)) {
      said += `${line}\n`;
      const found = /http:\/\/(?:127\.0\.0\.1|localhost):\d+\/\S*token=\w+/.exec(line);
      if (found === null) continue;
      address = new URL(found[0]);
      break;
    }
    expect(said).toContain('token=');
    const token = address?.searchParams.get('token');
    const answer = await fetch(new URL(`/api/kernelspecs?token=${token}`, address));
    const { kernelspecs } = (await answer.json()) as { kernelspecs: Record<string, { spec: object }> };

    expect(kernelspecs.aliaslab?.spec).toMatchObject({
      display_name: 'aliaslab (TypeScript)',
      language: 'typescript',
    });
    expect(readdirSync(home)).toEqual([]);
  },
);
