/** How the command is used, and misused: exit code 2 and a message on stderr that says what works. */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeProblem } from '../../src/cli/node-version.js';
import { packageRoot, packageVersion } from '../../src/jupyter/kernel-home.js';
import { aliaslab } from './command.js';

test('--version is that of the package', () => {
  expect(aliaslab(['--version'])).toMatchObject({ status: 0, stdout: `${packageVersion}\n`, stderr: '' });
});

test('--help names every command and the exit codes', () => {
  const { status, stdout } = aliaslab(['--help']);

  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^ {2}start .*^ {2}run .*^ {2}export .*^ {2}jupyter .*^ {2}kernel .*^ {2}processors /ms,
  );
  expect(stdout).toContain('Exit codes: 0 fine, 1 ');
});

describe('bad usage ends with exit code 2 and says', () => {
  test.each([
    [['nonsense'], "error: unknown command 'nonsense'"],
    [['run'], "error: missing required argument 'notebook'"],
    [['run', '--wirte', 'a.ipynb'], "error: unknown option '--wirte'\n(Did you mean --write?)"],
    [['run', '--write', '--check', 'a.ipynb'], '--write and --check exclude each other'],
    [['run', 'a.ipynb', '--cell-limit', '0'], 'It must be a whole number from 1 to 86400.'],
    [['run', '/nowhere/a.ipynb', '/nowhere/b.ipynb'], "- there is no notebook '/nowhere/b.ipynb'"],
    [['start', '--port', '65536'], 'It must be a whole number from 0 to 65535.'],
    [['kernel', 'install', '--user', '--prefix', '/x'], '--prefix and --user name two places'],
    [['kernel', 'run'], "error: required option '--connection-file <file>' not specified"],
    [['kernel', 'run', '--connection-file', '/nowhere'], "cannot read the connection file '/nowhere'"],
    [[], 'Usage: aliaslab'],
    [['kernel'], 'Usage: aliaslab kernel'],
  ])('%j: %s', (args, message) => {
    const { status, stdout, stderr } = aliaslab(args);

    expect(stderr).toContain(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });
});

test.each([
  ['20.19.0', true],
  ['20.18.3', false],
  ['18.20.0', false],
  ['21.7.0', false],
  ['22.11.0', false],
  ['22.12.0', true],
  ['24.0.0', true],
])('Node %s will do: %s', (version, fits) => {
  expect(nodeProblem(version) === undefined).toBe(fits);
});

test('an old Node is told in one line what is needed', () => {
  expect(nodeProblem('18.20.0')).toBe(
    'needs Node 20.19 or newer (22.12 or newer of 22), this is Node 18.20.0',
  );
});

test('a pipe that closes early is no failure', () => {
  const command = join(packageRoot, 'dist/cli/main.js');

  const piped = spawnSync(
    'bash',
    ['-c', `set -o pipefail; "${process.execPath}" "${command}" processors --json | head -c 10`],
    {
      encoding: 'utf8',
    },
  );

  expect(piped.stdout).toBe('[{"cpu":"2');
  expect(piped.stderr).toBe('');
  expect(piped.status).toBe(0);
});

test('processors takes a CPU, or a Linux port for what was decided of all CPUs of it', () => {
  expect(aliaslab(['processors', 'sh']).stdout.trimEnd().split('\n').at(-1)).toBe(
    '4 of 7 CPUs alias; congruence makes 4 of them coherent; Linux says otherwise of 3; 1 verdict depends on a policy that is assumed',
  );
  expect(aliaslab(['processors', 'sh', '--facts']).stdout.split('\n')[0]).toContain('CPU');
  expect(aliaslab(['processors', 'shh'])).toMatchObject({ status: 2, stdout: '' });
});
