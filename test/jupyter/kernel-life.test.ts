/** How a kernel starts, ends and dies, and what folder it may run in. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { KernelClient } from '../../src/jupyter/client.js';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import { published, temporaryFolder } from './talk.js';

async function started(options = {}): Promise<KernelClient> {
  const kernel = await KernelClient.start(options);
  onTestFinished(() => kernel.shutdown());
  return kernel;
}

test.each([true, false])(
  'a shutdown is answered (restart: %s) and the process ends, whatever cells left running',
  async (restart) => {
    const kernel = await started();
    await kernel.execute('setInterval(() => {}, 1000);');

    const { reply } = await kernel.request('shutdown_request', { restart }, 'control');

    expect(reply).toEqual({ status: 'ok', restart });
    expect(await kernel.process.ended).toBe('ended with exit code 0');
  },
);

test('a shutdown is answered while a cell waits', async () => {
  const kernel = await started();
  const waiting = kernel.execute('await new Promise(() => {});').catch((error) => error);

  await kernel.request('shutdown_request', { restart: false }, 'control');

  expect(String(await waiting)).toBe('KernelError: the kernel ended with exit code 0');
});

test.each([
  ['process.exit(3)', 'ended with exit code 3'],
  ['process.abort()', 'was ended by SIGABRT'],
  ['process.kill(process.pid, "SIGKILL"); for (;;);', 'was ended by SIGKILL'],
])('a cell that ends its process by %s fails, and the next begins anew', async (code, how) => {
  const kernel = await started();
  await kernel.execute('const kept = 1;');

  const { reply } = await kernel.execute(code);

  expect(reply).toMatchObject({
    status: 'error',
    ename: 'ProcessEnded',
    evalue: `the process that cells run in ${how}: what they had declared is gone with it`,
  });
  expect(await published(kernel, 'kept')).toContain("error CompileError: 1:1 - Cannot find name 'kept'.");
  expect(await published(kernel, "'again'")).toContain('execute_result [4] again');
});

test('a message with a wrong signature is not answered', async () => {
  const kernel = await started();
  const { key } = kernel.process.connection;

  Object.assign(kernel.process.connection, { key: 'another' });
  const forged = kernel.execute("console.log('forged')").catch(() => 'never answered');
  Object.assign(kernel.process.connection, { key });
  const lines: string[] = [];
  kernel.onPublished = ({ content }) => lines.push(String(content.text ?? ''));
  await kernel.execute("console.log('signed')");
  await kernel.shutdown();

  expect(lines.join('')).toBe('signed\n');
  expect(await forged).toBe('never answered');
});

test('a kernel that cannot start says why', async () => {
  const kernel = {
    command: process.execPath,
    args: ['-e', 'console.error("no such thing"); process.exit(4)'],
  };

  await expect(KernelClient.start({ kernel })).rejects.toThrow(
    'the kernel ended with exit code 4; it wrote:\n  no such thing',
  );
});

test('a kernel that does not answer is not waited for', async () => {
  const kernel = { command: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'] };

  await expect(KernelClient.start({ kernel, startLimit: 0.2 })).rejects.toThrow(
    'the kernel did not answer within 0.2 s',
  );
});

test('cells in any folder import aliaslab and arquero, with their types, also through a file of their own', async () => {
  const cwd = temporaryFolder();
  writeFileSync(
    join(cwd, 'own.ts'),
    "import * as lab from 'aliaslab';\nexport const kind: string = typeof lab;\n",
  );
  const kernel = await started({ cwd });

  expect(await published(kernel, "import * as lab from 'aliaslab'; typeof lab")).toContain(
    'execute_result [1] object',
  );
  expect(await published(kernel, "import { kind } from './own'; kind")).toContain(
    'execute_result [2] object',
  );
  expect(
    await published(kernel, "import { table } from 'arquero'; table({ a: [1, 2] }).numRows()"),
  ).toContain('execute_result [3] 2');
  expect(await published(kernel, 'table(1, 2, 3, 4)')).toContain(
    'error CompileError: 1:13 - Expected 1-2 arguments, but got 4.',
  );
});

test('a folder that has an aliaslab of its own uses that', async () => {
  const cwd = temporaryFolder();
  const own = join(cwd, 'node_modules', 'aliaslab');
  mkdirSync(own, { recursive: true });
  writeFileSync(
    join(own, 'package.json'),
    '{ "name": "aliaslab", "main": "index.js", "types": "index.d.ts" }',
  );
  writeFileSync(join(own, 'index.js'), "exports.mine = 'its own';");
  writeFileSync(join(own, 'index.d.ts'), 'export declare const mine: string;');
  const kernel = await started({ cwd });

  expect(await published(kernel, "import { mine } from 'aliaslab'; mine")).toContain(
    'execute_result [1] its own',
  );
});

test('cells see the types that lie in their folder, and of those that aliaslab is compiled with only the ones of Node', async () => {
  const cwd = temporaryFolder();
  const types = join(cwd, 'node_modules', '@types', 'mine');
  mkdirSync(types, { recursive: true });
  writeFileSync(join(types, 'index.d.ts'), 'declare interface Mine { own: 1 }');
  const elsewhere = await started({ cwd });
  const inCheckout = await started({ cwd: join(packageRoot, 'notebooks') });

  expect(await published(elsewhere, 'const mine: Mine = { own: 1 }; mine.own')).toContain(
    'execute_result [1] 1',
  );
  expect(await published(inCheckout, 'let found: Chai.Assertion | undefined;')).toContainEqual(
    expect.stringMatching(/^error CompileError: 1:12 - Cannot find namespace 'Chai'/),
  );
  expect(
    await published(inCheckout, "import { JSDOM } from 'jsdom'; process.pid > 0 && JSDOM.name"),
  ).toContain('execute_result [2] JSDOM');
});
