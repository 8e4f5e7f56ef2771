/** What the commands write, and over what: each kind of target, as it is typed. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { commandPath } from '../../src/jupyter/kernel-home.js';
import {
  canMakeDevices,
  canMakeFifos,
  canMount,
  deviceAt,
  fifoAt,
  ownFolder,
  ownMount,
} from '../node/own-nodes.js';
import { aliaslab } from './command.js';

const words = fileURLToPath(new URL('../../traces/words.altr.gz', import.meta.url));
const matrix = fileURLToPath(new URL('../../traces/matrix.altr.gz', import.meta.url));
const hasValgrind = spawnSync('valgrind', ['--version']).status === 0;

/** A notebook that was run, of one cell. */
const notebook = (title = 'A title', metadata = {}) =>
  JSON.stringify({
    cells: [
      { cell_type: 'markdown', metadata: {}, source: `# ${title}` },
      { cell_type: 'code', metadata: {}, source: '1;', outputs: [], execution_count: 1 },
    ],
    metadata,
    nbformat: 4,
    nbformat_minor: 4,
  });

/** A folder of its own with these files in it. */
function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = ownFolder();
  for (const [name, contents] of Object.entries(files)) {
    if (name.includes('/')) mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), contents);
  }
  return folder;
}

const LACKEY = ' L 1000,8\n S 2000,8\n';

describe('aliaslab convert', () => {
  test('writes what a link leads to, and the link stays', () => {
    const folder = folderOf({ 'in.lackey': LACKEY, 'target.csv': 'before' });
    symlinkSync('target.csv', join(folder, 'out.csv'));

    const { status } = aliaslab(['convert', 'in.lackey', 'out.csv', '--to', 'csv'], {}, folder);

    expect(status).toBe(0);
    expect(lstatSync(join(folder, 'out.csv')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'target.csv'), 'utf8')).toContain('1000');
  });

  test.runIf(canMakeFifos && canMakeDevices)(
    'writes through a FIFO and a device, which stay (where nodes can be made)',
    async () => {
      const folder = folderOf({ 'in.lackey': LACKEY });
      const fifo = fifoAt(join(folder, 'fifo'));
      const device = deviceAt(join(folder, 'null'), 1, 3);
      const full = deviceAt(join(folder, 'full'), 1, 7);
      const cat = spawn('cat', [fifo], { stdio: ['ignore', 'pipe', 'ignore'] });
      const read = once(cat.stdout, 'data');

      const run = (to: string) => aliaslab(['convert', 'in.lackey', to, '--to', 'lackey'], {}, folder);
      expect([run('fifo').status, run('null').status]).toEqual([0, 0]);
      expect(run('full')).toMatchObject({
        status: 2,
        stderr:
          "aliaslab: 'full' cannot be written: there is no room left for it\n  try: aliaslab convert in.lackey out.altr\n",
      });

      expect(String((await read)[0])).toBe(' L 00001000,8\n S 00002000,8\n');
      expect([fifo, device, full].map((path) => lstatSync(path).isFile())).toEqual([false, false, false]);
    },
  );

  test.runIf(process.platform === 'linux')(
    'to /dev/stdout is added where standard output stands (Linux)',
    () => {
      const folder = folderOf({ 'in.lackey': LACKEY, out: 'before\n' });
      const out = openSync(join(folder, 'out'), 'a');
      for (const target of ['/dev/stdout', '-', '/proc/self/fd/1', '/dev/fd/1']) {
        const { status } = spawnSync(
          process.execPath,
          [commandPath, 'convert', 'in.lackey', target, '--to', 'xdin'],
          { cwd: folder, stdio: ['ignore', out, 'inherit'] },
        );
        expect(status).toBe(0);
      }
      closeSync(out);

      expect(readFileSync(join(folder, 'out'), 'utf8')).toBe(`before\n${'r 1000 8\nw 2000 8\n'.repeat(4)}`);
    },
  );

  test('over the trace that it reads is refused, under whatever name, also on standard output', () => {
    const folder = folderOf({ 'in.lackey': LACKEY });
    symlinkSync('in.lackey', join(folder, 'link'));
    const refusal = (name: string) => ({
      status: 2,
      stderr: `aliaslab: ${name} cannot be written: it is what is read\n  try: aliaslab convert in.lackey out.altr\n`,
    });

    expect(aliaslab(['convert', 'in.lackey', 'in.lackey'], {}, folder)).toMatchObject(refusal("'in.lackey'"));
    expect(aliaslab(['convert', 'in.lackey', 'link'], {}, folder)).toMatchObject(refusal("'link'"));
    const out = openSync(join(folder, 'in.lackey'), 'a');
    const onto = spawnSync(process.execPath, [commandPath, 'convert', 'in.lackey', '-'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', out, 'pipe'],
    });
    closeSync(out);
    expect({ status: onto.status, stderr: onto.stderr }).toEqual(refusal('standard output'));
    expect(readFileSync(join(folder, 'in.lackey'), 'utf8')).toBe(LACKEY);
  });

  test('two at once make the whole of one of them, and touch no file of a similar name', async () => {
    const folder = folderOf({ 'out.altr.part': 'mine' });
    const run = async (from: string) => {
      const child = spawn(process.execPath, [commandPath, 'convert', from, 'out.altr'], { cwd: folder });
      return (await once(child, 'close'))[0];
    };

    expect(await Promise.all([run(words), run(matrix), run(words)])).toEqual([0, 0, 0]);

    const written = readFileSync(join(folder, 'out.altr'));
    expect([words, matrix].some((from) => gunzipSync(readFileSync(from)).equals(written))).toBe(true);
    expect(readFileSync(join(folder, 'out.altr.part'), 'utf8')).toBe('mine');
    expect(readdirSync(folder).sort()).toEqual(['out.altr', 'out.altr.part']);
  });

  test.runIf(canMount)(
    'on a full disk leaves the old file, and nothing else (where one can be mounted)',
    () => {
      const disk = ownMount('tmpfs', 'size=256k');
      writeFileSync(join(disk, 'out.lackey'), 'before');

      const { status, stderr } = aliaslab(['convert', words, join(disk, 'out.lackey'), '--to', 'lackey']);

      expect({ status, stderr: stderr.split('\n')[0] }).toEqual({
        status: 2,
        stderr: `aliaslab: '${disk}/out.lackey' cannot be written: there is no room left for it`,
      });
      expect(readdirSync(disk)).toEqual(['out.lackey']);
      expect(readFileSync(join(disk, 'out.lackey'), 'utf8')).toBe('before');
    },
  );
});

describe('aliaslab sweep and merge', () => {
  const SPACE = ['--sizes', '1KiB,2KiB', '--ways', '1'];

  test('are refused over what they read, before anything is counted', () => {
    const folder = folderOf({ 'trace.json': LACKEY });
    symlinkSync('trace.json', join(folder, 'out.json'));

    for (const out of ['trace.json', 'out.json'])
      expect(aliaslab(['sweep', 'trace.json', ...SPACE, '--out', out], {}, folder)).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringContaining(`aliaslab: '${out}' cannot be written: it is what is read\n`),
      });
    expect(readFileSync(join(folder, 'trace.json'), 'utf8')).toBe(LACKEY);

    aliaslab(['sweep', 'trace.json', ...SPACE, '--out', 'part.json'], {}, folder);
    const part = readFileSync(join(folder, 'part.json'), 'utf8');
    expect(aliaslab(['merge', 'part.json', '--out', 'part.json'], {}, folder)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("'part.json' cannot be written: it is what is read"),
    });
    expect(readFileSync(join(folder, 'part.json'), 'utf8')).toBe(part);
  });

  test('sweep says before it begins where nothing can be written', () => {
    const folder = folderOf({ 'in.lackey': `${LACKEY}no\n`, file: '' });

    const out = (name: string) =>
      aliaslab(['sweep', 'in.lackey', '--out', name], {}, folder).stderr.split('\n')[0];

    expect(out('no/x.csv')).toBe(`aliaslab: 'no/x.csv' cannot be written: there is no folder 'no'`);
    expect(out('file/x.csv')).toBe(`aliaslab: 'file/x.csv' cannot be written: 'file' is no folder`);
  });

  test('merge refuses a part that was changed, by its name', () => {
    const folder = folderOf({ 'in.lackey': LACKEY });
    for (const i of [1, 2])
      aliaslab(['sweep', 'in.lackey', ...SPACE, '--shard', `${i}/2`, '--out', `part-${i}.json`], {}, folder);
    const path = join(folder, 'part-2.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"readMisses":1', '"readMisses":0'));

    expect(aliaslab(['merge', 'part-1.json', 'part-2.json', '--out', 'x.csv'], {}, folder)).toMatchObject({
      status: 2,
      stderr:
        'aliaslab: part-2.json is not as it was written: what it says does not fit its check value\n  try: aliaslab merge part-*.json --out sweep.csv\n',
    });
    expect(existsSync(join(folder, 'x.csv'))).toBe(false);
  });
});

describe('aliaslab export', () => {
  const run = (folder: string, ...args: string[]) => aliaslab(['export', '--static', ...args], {}, folder);

  test('writes over a page of its own, and over no page that was edited, and no other file', () => {
    const folder = folderOf({ 'a.ipynb': notebook('First') });
    const page = join(folder, 'a.html');
    const refusal = {
      status: 2,
      stdout: '',
      stderr: `aliaslab: '${page}' cannot be written: what is there was not written by aliaslab, or was changed, and stays as it is\n  try: mv a.html a.html.old\n`,
    };

    expect(run(folder, 'a.ipynb').status).toBe(0);
    writeFileSync(join(folder, 'a.ipynb'), notebook('Second'));
    expect(run(folder, 'a.ipynb').status).toBe(0);
    expect(readFileSync(page, 'utf8')).toContain('<title>Second</title>');
    writeFileSync(page, readFileSync(page, 'utf8').replace('Second', 'My own'));
    expect(run(folder, 'a.ipynb')).toMatchObject(refusal);
    writeFileSync(page, 'notes');
    expect(run(folder, 'a.ipynb')).toMatchObject(refusal);
    expect(readFileSync(page, 'utf8')).toBe('notes');
  });

  test('knows a page that aliaslab 0.1.0 wrote', () => {
    const folder = folderOf({ 'a.ipynb': notebook('First') });
    run(folder, 'a.ipynb');
    const page = join(folder, 'a.html');
    const old = readFileSync(page, 'utf8').replace(/<!-- written by aliaslab.*-->\n$/, '');
    expect(old).toMatch(/<\/html>\n$/);
    writeFileSync(page, old);

    expect(run(folder, 'a.ipynb').status).toBe(0);
    expect(readFileSync(page, 'utf8')).not.toBe(old);
  });

  test('of two notebooks that would have one page writes nothing', () => {
    const folder = folderOf({ 'a/x.ipynb': notebook(), 'b/x.ipynb': notebook(), 'c/X.ipynb': notebook() });

    expect(run(folder, 'a/x.ipynb', 'b/x.ipynb', 'c/X.ipynb', '--out', 'out')).toMatchObject({
      status: 2,
      stderr: `aliaslab: 
  - 'x.html' would be the page of 'b/x.ipynb' and of 'a/x.ipynb'
  - 'X.html' would be the page of 'c/X.ipynb' and of 'a/x.ipynb'
  try: aliaslab export a/x.ipynb --out another-folder
`,
    });
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  test('says where no page can be written', () => {
    const folder = folderOf({ 'a.ipynb': notebook(), file: '' });

    expect(run(folder, 'a.ipynb', '--out', 'file')).toMatchObject({
      status: 2,
      stderr:
        "aliaslab: 'file' cannot be written: it is no folder\n  try: aliaslab export a.ipynb --out pages\n",
    });
    expect(run(folder, 'a.ipynb', '--out', 'file/x').stderr).toContain(
      "'file/x' cannot be written: what should be its folder is none",
    );
  });

  test.runIf(canMount)(
    'ends where no folder can be made, and on a disk that is read-only (where one can be mounted)',
    () => {
      const folder = folderOf({ 'a.ipynb': notebook() });
      const processes = ownMount('proc', 'rw');
      const disk = ownMount('tmpfs', 'size=64k,ro');

      expect(run(folder, 'a.ipynb', '--out', `${processes}/x`)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining(`'${processes}/x' cannot be written: no folder can be made there\n`),
      });
      expect(run(folder, 'a.ipynb', '--out', disk)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('it lies on a file system that is read-only\n'),
      });
    },
  );
});

test('aliaslab start refuses a notebook whose page would be the list, before anything is run or written', () => {
  const folder = folderOf({ 'index.ipynb': notebook(), 'Index.ipynb': notebook() });

  expect(aliaslab(['start', '--once', '--out', 'out', 'Index.ipynb'], {}, folder)).toMatchObject({
    status: 2,
    stdout: '',
    stderr: `aliaslab: 'Index.html' would be the page of 'Index.ipynb' and the page that lists them all\n  try: aliaslab start Index.ipynb --out another-folder\n`,
  });
  expect(existsSync(join(folder, 'out'))).toBe(false);
});

describe('a notebook of another kernel', () => {
  const python = notebook('Python', {
    kernelspec: { name: 'python3', language: 'python', display_name: 'x' },
  });

  test.each([['run'], ['run', '--write'], ['export', '--run'], ['start', '--once'], ['check']])(
    'is refused by %s %s, and stays as it is',
    (...command) => {
      const folder = folderOf({ 'a.ipynb': python });

      expect(aliaslab([...command.filter((word) => word), 'a.ipynb'], {}, folder)).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringContaining(
          "aliaslab: 'a.ipynb' is no notebook of TypeScript: it runs on the kernel 'python3', in python\n",
        ),
      });
      expect(readFileSync(join(folder, 'a.ipynb'), 'utf8')).toBe(python);
      expect(readdirSync(folder)).toEqual(['a.ipynb']);
    },
  );

  test('is shown by export, which runs nothing', () => {
    const folder = folderOf({ 'a.ipynb': python });

    expect(aliaslab(['export', '--static', 'a.ipynb'], {}, folder).status).toBe(0);
  });
});

describe('aliaslab kernel', () => {
  const SPEC = 'share/jupyter/kernels/aliaslab';
  const run = (prefix: string, what: string) => aliaslab(['kernel', what, '--prefix', prefix]);

  test('uninstall leaves what install did not write, and says what', () => {
    const prefix = ownFolder();
    const folder = join(prefix, SPEC);
    run(prefix, 'install');
    writeFileSync(join(folder, 'notes.txt'), 'mine');

    expect(run(prefix, 'uninstall')).toMatchObject({
      status: 0,
      stdout: '',
      stderr: `'${folder}' stays: it has what install did not write: notes.txt\n`,
    });
    expect(readdirSync(folder)).toEqual(['notes.txt']);
  });

  test('neither writes over another kernel of that name nor removes it', () => {
    const prefix = folderOf({ [`${SPEC}/kernel.json`]: '{"argv": ["mine"], "display_name": "aliaslab"}' });
    const folder = join(prefix, SPEC);
    const spec = readFileSync(join(folder, 'kernel.json'), 'utf8');

    expect(run(prefix, 'install')).toMatchObject({
      status: 2,
      stderr: `aliaslab: '${folder}/kernel.json' cannot be written: what is there was not written by aliaslab, or was changed, and stays as it is\n  try: mv ${folder} ${folder}.old\n`,
    });
    expect(run(prefix, 'uninstall')).toMatchObject({
      status: 2,
      stderr: `aliaslab: '${folder}/kernel.json' is not a kernelspec of aliaslab, and stays as it is\n  try: rm ${folder}/kernel.json\n`,
    });
    expect(readdirSync(folder)).toEqual(['kernel.json']);
    expect(readFileSync(join(folder, 'kernel.json'), 'utf8')).toBe(spec);
  });

  test('install mends what a full disk had left of it, also again', () => {
    const prefix = folderOf({ [`${SPEC}/kernel.json`]: '' });

    expect([run(prefix, 'install').status, run(prefix, 'install').status]).toEqual([0, 0]);
    expect(readdirSync(join(prefix, SPEC)).sort()).toEqual(['kernel.json', 'logo-64x64.png', 'logo-svg.svg']);
    expect(run(prefix, 'uninstall').status).toBe(0);
    expect(existsSync(join(prefix, SPEC))).toBe(false);
  });

  test('install says where it cannot be, and leaves nothing', () => {
    const prefix = folderOf({ share: 'a file' });

    expect(run(prefix, 'install')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(
        `'${join(prefix, SPEC)}' cannot be written: what should be its folder is none\n`,
      ),
    });
  });

  test.skipIf(process.platform === 'win32')('--user without a home folder writes nowhere', () => {
    const folder = ownFolder();

    expect(aliaslab(['kernel', 'install', '--user'], { HOME: '' }, folder)).toMatchObject({
      status: 2,
      stderr:
        'aliaslab: HOME is empty, and so there is no folder of this user\n  try: aliaslab kernel install --prefix FOLDER\n',
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('aliaslab record', () => {
  test('without --out writes over a trace in compact form, and over no other file', () => {
    const folder = folderOf({ 'program.altr': 'notes' });

    expect(aliaslab(['record', '--', 'ls', '-l'], {}, folder)).toMatchObject({
      status: 2,
      stderr:
        "aliaslab: 'program.altr' cannot be written: what is there was not written by aliaslab, or was changed, and stays as it is\n  try: aliaslab record --out program.altr -- ls -l\n",
    });
    writeFileSync(join(folder, 'program.altr'), gunzipSync(readFileSync(matrix)));
    expect(aliaslab(['record', '--', 'ls'], { PATH: '/nowhere' }, folder).stderr).toContain(
      'valgrind is not installed',
    );
    expect(readdirSync(folder)).toEqual(['program.altr']);
  });

  test.runIf(hasValgrind && process.platform === 'linux').each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'that is ended by %s ends valgrind and all that the command has started, and leaves no file (where valgrind is installed)',
    async (signal) => {
      const folder = ownFolder();
      // The shell and its child; each says its number, and would go on for ever.
      const command = `echo $$; (echo $BASHPID; while :; do :; done) & while :; do :; done`;
      const child = spawn(
        process.execPath,
        [commandPath, 'record', '--out', 't.altr', '--', 'bash', '-c', command],
        { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] },
      );
      onTestFinished(() => void child.kill('SIGKILL'));
      const numbers: number[] = [];
      for await (const text of child.stdout.setEncoding('utf8')) {
        numbers.push(...String(text).trim().split('\n').map(Number));
        if (numbers.length >= 2) break;
      }

      const ended = once(child, 'exit');
      child.kill(signal);
      expect(await ended).toEqual([null, signal]);

      expect(numbers).toHaveLength(2);
      for (const number of numbers) await gone(number);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  test.runIf(hasValgrind && canMount)(
    'that fails to write ends valgrind (where it is installed and a disk can be mounted)',
    async () => {
      const disk = ownMount('tmpfs', 'size=64k');

      const { status, stderr } = aliaslab([
        'record',
        '--out',
        join(disk, 't.lackey'),
        '--to',
        'lackey',
        '--',
        'bash',
        '-c',
        'while :; do :; done',
        disk,
      ]);

      expect({ status, stderr: stderr.split('\n').find((line) => line.startsWith('aliaslab')) }).toEqual({
        status: 2,
        stderr: `aliaslab: '${disk}/t.lackey' cannot be written: there is no room left for it`,
      });
      // Each process of the command is told the disk's name, and no other process is.
      for (const number of processesWith(disk)) await gone(number);
      expect(readdirSync(disk)).toEqual([]);
    },
  );
});

/** Waits until there is no such process, or only what its parent has not yet taken note of. */
async function gone(number: number): Promise<void> {
  expect(number).toBeGreaterThan(1);
  for (;;) {
    const stat = existsSync(`/proc/${number}/stat`) ? readOrNothing(`/proc/${number}/stat`) : '';
    if (stat === '' || /\) Z /.test(stat)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Processes that were given this word as an argument, or a part of one. */
function processesWith(word: string): number[] {
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return numbers.filter((number) => readOrNothing(`/proc/${number}/cmdline`).includes(word)).map(Number);
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    // It ended between the two looks.
    if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return '';
  }
}

test('a name with escape sequences, or that turns the line around, does nothing to the terminal', () => {
  const name = '\x1b]0;title\x07\u202e.ipynb';
  const folder = ownFolder();

  for (const command of [
    ['run', name],
    [name],
    ['convert', 'x', `${name}/x`],
    ['record', '--out', 'x/y', '--', name],
  ]) {
    const { status, stderr } = aliaslab(command, {}, folder);
    expect(status).toBe(2);
    expect(stderr).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
  }
  expect(aliaslab(['run', name], {}, folder).stderr).toContain(
    "there is no notebook '\\u001b]0;title\\u0007\\u202e.ipynb'",
  );
});

describe('aliaslab run --write', () => {
  /** A notebook whose cell waits until a file named `go` is there. */
  const waiting = (folder: string, last = `'went on'`) => {
    const path = join(folder, 'a.ipynb');
    const source = `const { existsSync } = require('node:fs');\nwhile (!existsSync('go')) await new Promise((done) => setTimeout(done, 20));\n${last}`;
    const cell = { cell_type: 'code', metadata: {}, source, outputs: [], execution_count: null };
    writeFileSync(path, JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 4 }));
    return path;
  };

  async function begun(folder: string) {
    const child = spawn(process.execPath, [commandPath, 'run', '--write', 'a.ipynb'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const ended = once(child, 'close').then(([status]) => ({ status, stderr }));
    await once(child.stdout, 'data');
    // Whoever is killed cannot end the kernel that it has started.
    const children = `/proc/${child.pid}/task/${child.pid}/children`;
    const kernels = existsSync(children) ? readFileSync(children, 'utf8').trim().split(' ').map(Number) : [];
    onTestFinished(async () => {
      await ended;
      for (const kernel of kernels) if (existsSync(`/proc/${kernel}`)) process.kill(kernel, 'SIGKILL');
    });
    return { child, ended };
  }

  test('keeps an edit that was saved while the notebook ran', async () => {
    const folder = ownFolder();
    const path = waiting(folder);
    const { ended } = await begun(folder);
    appendFileSync(path, '\n');
    const edited = readFileSync(path);
    writeFileSync(join(folder, 'go'), '');

    expect(await ended).toEqual({
      status: 2,
      stderr:
        "aliaslab: 'a.ipynb' cannot be written: it was changed since it was read, and stays as it is now\n  try: aliaslab run --write a.ipynb\n",
    });
    expect(readFileSync(path).equals(edited)).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['a.ipynb', 'go']);
  });

  test('that is killed before it has written leaves the notebook as it was', async () => {
    const folder = ownFolder();
    const path = waiting(folder);
    const before = readFileSync(path);
    const { child, ended } = await begun(folder);
    child.kill('SIGKILL');
    await ended;
    writeFileSync(join(folder, 'go'), '');

    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
    'that is ended by %s at any moment leaves the old notebook or the new one',
    async (signal) => {
      const seed = Number(process.env.ALIASLAB_SEED ?? 1);
      const waits = fc.sample(fc.integer({ min: 0, max: 1500 }), { numRuns: 4, seed });
      for (const wait of waits) {
        const folder = ownFolder();
        const path = waiting(folder, `console.log('x\\n'.repeat(100_000))`);
        const before = readFileSync(path, 'utf8');
        const { child, ended } = await begun(folder);
        writeFileSync(join(folder, 'go'), '');
        await new Promise((resolve) => setTimeout(resolve, wait));
        child.kill(signal);
        await ended;

        const text = readFileSync(path, 'utf8');
        const isNew = text.length > 500_000 && text.endsWith('\n}\n') && JSON.parse(text).nbformat === 4;
        expect(text === before || isNew).toBe(true);
        const beside = readdirSync(folder).filter((name) => name !== 'a.ipynb' && name !== 'go');
        if (signal !== 'SIGKILL') expect(beside).toEqual([]);
      }
    },
    300_000,
  );

  test.runIf(canMount)('on a full disk leaves the notebook as it was (where one can be mounted)', () => {
    const disk = ownMount('tmpfs', 'size=256k');
    const path = join(disk, 'a.ipynb');
    const cell = {
      ...{ cell_type: 'code', metadata: {}, outputs: [], execution_count: null },
      source: `console.log('x\\n'.repeat(150_000))`,
    };
    const before = JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 4 });
    writeFileSync(path, before);

    expect(aliaslab(['run', '--write', path])).toMatchObject({
      status: 2,
      stderr: `aliaslab: '${path}' cannot be written: there is no room left for it\n  try: aliaslab run --write ${path}\n`,
    });
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(readdirSync(disk)).toEqual(['a.ipynb']);
  });

  test('writes through a link, keeps the mode, and numbers as they were typed', () => {
    const folder = folderOf({
      'a.ipynb': notebook('x', {}).replace(
        '"metadata":{},"nbformat"',
        '"metadata":{"big":9007199254740993,"one":1.0},"nbformat"',
      ),
    });
    symlinkSync('a.ipynb', join(folder, 'link.ipynb'));
    spawnSync('chmod', ['600', join(folder, 'a.ipynb')]);

    expect(aliaslab(['run', '--write', 'link.ipynb'], {}, folder).status).toBe(0);

    const text = readFileSync(join(folder, 'a.ipynb'), 'utf8');
    expect(text).toContain('"big": 9007199254740993,');
    expect(text).toContain('"one": 1.0\n');
    expect(lstatSync(join(folder, 'a.ipynb')).mode & 0o777).toBe(0o600);
    expect(lstatSync(join(folder, 'link.ipynb')).isSymbolicLink()).toBe(true);
    copyFileSync(join(folder, 'a.ipynb'), join(folder, 'b.ipynb'));
    expect(aliaslab(['run', '--check', 'b.ipynb'], {}, folder).status).toBe(0);
  });
});
