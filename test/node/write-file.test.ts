/** Files are written whole or not at all, over what may be written over, and through what is no plain file. */
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeFolder, type WriteRules, writeFile } from '../../src/node/write-file.js';
import {
  canMakeDevices,
  canMakeFifos,
  canMount,
  deviceAt,
  fifoAt,
  isRoot,
  ownFolder,
  ownMount,
} from './own-nodes.js';

const WORKS = 'aliaslab convert in.lackey out.altr';

const write = (path: string, content = 'new', rules: Partial<WriteRules> = {}) =>
  writeFile(path, content, { works: WORKS, ...rules });

const refusal = (path: string, why: string, works = WORKS) =>
  `'${path}' cannot be written: ${why}\n  try: ${works}`;

/** A folder of its own with a file in it. */
function withFile(name: string, text = 'old'): { folder: string; file: string } {
  const folder = ownFolder();
  const file = join(folder, name);
  writeFileSync(file, text);
  return { folder, file };
}

const modeOf = (path: string) => statSync(path).mode & 0o7777;

async function* pieces(...each: (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const piece of each) {
    if (piece instanceof Error) throw piece;
    yield Buffer.from(piece);
  }
}

describe('a plain file', () => {
  test('is replaced by a new one, and nothing is left beside it', async () => {
    const { folder, file } = withFile('a.txt');
    const { ino } = statSync(file);

    await write(file);

    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(statSync(file).ino).not.toBe(ino);
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  test.each([0o600, 0o664, 0o755, 0o640])('keeps its mode, %o', async (mode) => {
    const { file } = withFile('a.txt');
    chmodSync(file, mode);

    await write(file);

    expect(modeOf(file)).toBe(mode);
  });

  test('that was not there gets the mode of a new file', async () => {
    const folder = ownFolder();
    writeFileSync(join(folder, 'usual'), '');

    await write(join(folder, 'new'));

    expect(modeOf(join(folder, 'new'))).toBe(modeOf(join(folder, 'usual')));
  });

  test('is seen by nobody else while it grows', async () => {
    const folder = ownFolder();
    const modes: number[] = [];
    async function* looked() {
      yield Buffer.from('a');
      modes.push(...readdirSync(folder).map((name) => modeOf(join(folder, name))));
      yield Buffer.from('b');
    }

    await writeFile(join(folder, 'a.txt'), looked(), { works: WORKS });

    expect(modes).toEqual([0o600]);
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('ab');
  });

  test.runIf(isRoot)('keeps its owner and group (where this is root)', async () => {
    const { file } = withFile('a.txt');
    expect(spawnSync('chown', ['65534:65533', file]).status).toBe(0);

    await write(file);

    expect(statSync(file)).toMatchObject({ uid: 65534, gid: 65533 });
  });

  test('stays as it was where what is written fails on the way, whose error comes through', async () => {
    const { folder, file } = withFile('a.txt');
    const failed = new Error('damaged');

    await expect(writeFile(file, pieces('half', failed), { works: WORKS })).rejects.toBe(failed);

    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  test('that two write at once is the whole of one of them', async () => {
    const { folder, file } = withFile('a.txt');
    const texts = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(300_000));

    await Promise.all(texts.map((text) => write(file, text)));

    expect(texts).toContain(readFileSync(file, 'utf8'));
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  test('of a name as long as can be is written', async () => {
    const { folder, file } = withFile('n'.repeat(255));

    await write(file);

    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['n'.repeat(255)]);
  });
});

describe('a symbolic link', () => {
  test('stays, and what it leads to is written', async () => {
    const { folder, file } = withFile('a.txt');
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync('../a.txt', join(folder, 'elsewhere/one'));
    symlinkSync('elsewhere/one', join(folder, 'two'));

    await write(join(folder, 'two'));

    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(lstatSync(file).isFile()).toBe(true);
    expect([readlinkSync(join(folder, 'two')), readlinkSync(join(folder, 'elsewhere/one'))]).toEqual([
      'elsewhere/one',
      '../a.txt',
    ]);
    expect(readdirSync(folder).sort()).toEqual(['a.txt', 'elsewhere', 'two']);
  });

  test('that leads to nothing has it made', async () => {
    const folder = ownFolder();
    symlinkSync('to-be-made', join(folder, 'link'));

    await write(join(folder, 'link'));

    expect(readFileSync(join(folder, 'to-be-made'), 'utf8')).toBe('new');
    expect(readlinkSync(join(folder, 'link'))).toBe('to-be-made');
  });

  test('of a folder is entered as the system enters it: .. is above where it leads', async () => {
    const folder = ownFolder();
    mkdirSync(join(folder, 'a/b'), { recursive: true });
    symlinkSync('a/b', join(folder, 'link'));

    await write(`${folder}/link/../x`);

    expect(readdirSync(join(folder, 'a')).sort()).toEqual(['b', 'x']);
  });

  test.each([
    ['itself', [['link', 'link']]],
    [
      'one that leads back',
      [
        ['link', 'other'],
        ['other', 'link'],
      ],
    ],
  ])('to %s is refused', async (_, links) => {
    const folder = ownFolder();
    for (const [name, to] of links) symlinkSync(to!, join(folder, name!));
    const path = join(folder, 'link');

    await expect(write(path)).rejects.toThrow(refusal(path, 'its links lead in a circle'));
  });
});

describe('what is no plain file is written through:', () => {
  test.runIf(canMakeFifos)('a FIFO, to whoever reads it (where a FIFO can be made)', async () => {
    const fifo = fifoAt(join(ownFolder(), 'fifo'));
    const text = 'x'.repeat(1_000_000);
    const reader = spawn('cat', [fifo], { stdio: ['ignore', 'pipe', 'inherit'] });
    const read = (async () => {
      const parts: Buffer[] = [];
      for await (const part of reader.stdout) parts.push(part as Buffer);
      return Buffer.concat(parts).toString();
    })();

    await write(fifo, text);

    expect(await read).toBe(text);
    expect(lstatSync(fifo).isFIFO()).toBe(true);
  });

  test.runIf(canMakeFifos)('a FIFO whose reader goes says so (where a FIFO can be made)', async () => {
    const fifo = fifoAt(join(ownFolder(), 'fifo'));
    spawn('head', ['-c', '10', fifo], { stdio: 'ignore' });

    await expect(write(fifo, 'x'.repeat(1_000_000))).rejects.toThrow(
      refusal(fifo, 'whoever read it has stopped'),
    );

    expect(lstatSync(fifo).isFIFO()).toBe(true);
  });

  test.runIf(canMakeDevices)('a device stays one (where a node can be made)', async () => {
    const folder = ownFolder();
    const nothing = deviceAt(join(folder, 'nothing'), 1, 3);
    const full = deviceAt(join(folder, 'full'), 1, 7);
    symlinkSync('nothing', join(folder, 'link'));

    await write(nothing);
    await write(join(folder, 'link'));
    await expect(write(full)).rejects.toThrow(refusal(full, 'there is no room left for it'));

    expect([nothing, full].every((path) => lstatSync(path).isCharacterDevice())).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['full', 'link', 'nothing']);
  });

  test('a socket, to whoever listens, and says where nobody does', async () => {
    const path = join(ownFolder(), 'socket');
    const heard: string[] = [];
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      socket.setEncoding('utf8').on('data', (text: string) => heard.push(text));
      socket.on('end', () => {
        socket.end();
        server.close();
      });
    });
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const closed = new Promise<void>((resolve) => server.once('close', () => resolve()));

    await write(path, 'x'.repeat(300_000));
    await closed;

    expect(heard.join('')).toBe('x'.repeat(300_000));
    const left = join(ownFolder(), 'left');
    spawnSync(process.execPath, [
      '-e',
      `require('net').createServer().listen(${JSON.stringify(left)}, () => process.kill(process.pid, 'SIGKILL'))`,
    ]);
    await expect(write(left)).rejects.toThrow(refusal(left, 'nobody listens at this socket'));
    expect(lstatSync(left).isSocket()).toBe(true);
  });

  test.runIf(process.platform === 'linux')(
    'a descriptor takes the bytes where it stands, and nothing is cut off (Linux)',
    async () => {
      const { folder, file } = withFile('a.txt', 'before ');
      const fd = openSync(file, 'a');
      symlinkSync(`/proc/self/fd/${fd}`, join(folder, 'link'));

      await write(`/dev/fd/${fd}`, 'one ');
      await write(`/proc/${process.pid}/fd/${fd}`, 'two ');
      await write(join(folder, 'link'), 'three');
      closeSync(fd);

      expect(readFileSync(file, 'utf8')).toBe('before one two three');
      expect(readdirSync(folder).sort()).toEqual(['a.txt', 'link']);
      await expect(write(`/dev/fd/${fd}`)).rejects.toThrow(
        refusal(`/dev/fd/${fd}`, 'this descriptor is not open'),
      );
    },
  );

  test.runIf(process.platform === 'linux')(
    'a descriptor that another process has open is added to (Linux)',
    async () => {
      const { file } = withFile('a.txt', 'before ');
      const other = spawn('sh', ['-c', `exec 7>>'${file}'; echo open; read line`], { stdio: 'pipe' });
      onTestFinished(() => void other.kill('SIGKILL'));
      await new Promise((resolve) => other.stdout.once('data', resolve));

      await write(`/proc/${other.pid}/fd/7`);

      expect(readFileSync(file, 'utf8')).toBe('before new');
    },
  );
});

describe('nothing is written', () => {
  test('to a folder, or to a name that ends like one', async () => {
    const folder = ownFolder();

    await expect(write(folder)).rejects.toThrow(refusal(folder, 'it is a folder'));
    await expect(write(`${folder}/x/`)).rejects.toThrow(
      refusal(`${folder}/x/`, 'its name is that of a folder'),
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  test('where there is no folder, or a file in its place', async () => {
    const { folder, file } = withFile('a.txt');

    await expect(write(`${folder}/no/x`)).rejects.toThrow(
      refusal(`${folder}/no/x`, `there is no folder '${folder}/no'`),
    );
    await expect(write(`${file}/x`)).rejects.toThrow(refusal(`${file}/x`, `'${file}' is no folder`));
  });

  test('over what was changed, or taken away, since it was read', async () => {
    const { folder, file } = withFile('a.txt');
    const readAs = readFileSync(file);

    await write(file, 'first', { readAs });
    await expect(write(file, 'second', { readAs })).rejects.toThrow(
      refusal(file, 'it was changed since it was read, and stays as it is now'),
    );
    renameSync(file, join(folder, 'b.txt'));
    await expect(write(file, 'third', { readAs })).rejects.toThrow(
      refusal(file, 'it was taken away since it was read'),
    );

    expect(readdirSync(folder)).toEqual(['b.txt']);
    expect(readFileSync(join(folder, 'b.txt'), 'utf8')).toBe('first');
  });

  test('over what is changed while the new file is made', async () => {
    const { folder, file } = withFile('a.txt');
    async function* edited() {
      yield Buffer.from('new');
      writeFileSync(file, 'edited');
    }

    await expect(writeFile(file, edited(), { works: WORKS, readAs: Buffer.from('old') })).rejects.toThrow(
      'it was changed since it was read',
    );

    expect(readFileSync(file, 'utf8')).toBe('edited');
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });

  test('over what is read, under whatever name', async () => {
    const { folder, file } = withFile('a.txt');
    symlinkSync('a.txt', join(folder, 'link'));
    linkSync(file, join(folder, 'same'));

    for (const name of ['a.txt', 'link', 'same']) {
      const path = join(folder, name);
      await expect(write(path, 'new', { inputs: ['/nowhere', file] })).rejects.toThrow(
        refusal(path, 'it is what is read'),
      );
    }
    const fd = openSync(file, 'r');
    await expect(write(file, 'new', { inputs: [fd] })).rejects.toThrow('it is what is read');
    closeSync(fd);
    expect(readFileSync(file, 'utf8')).toBe('old');
  });

  test('over anything where nothing may be replaced, also where it comes meanwhile', async () => {
    const { folder, file } = withFile('a.txt');
    const other = join(folder, 'b.txt');
    async function* overtaken() {
      yield Buffer.from('new');
      writeFileSync(other, 'mine');
    }

    await expect(write(file, 'new', { replaces: 'nothing' })).rejects.toThrow(
      refusal(file, 'it is there already, and stays as it is'),
    );
    await expect(writeFile(other, overtaken(), { works: WORKS, replaces: 'nothing' })).rejects.toThrow(
      refusal(other, 'it has come meanwhile, and stays as it is'),
    );

    expect([readFileSync(file, 'utf8'), readFileSync(other, 'utf8')]).toEqual(['old', 'mine']);
    await write(join(folder, 'c.txt'), 'new', { replaces: 'nothing' });
    expect(readdirSync(folder).sort()).toEqual(['a.txt', 'b.txt', 'c.txt']);
  });

  test('over what is not ours where only that may be replaced; an empty file has nothing to lose', async () => {
    const { folder, file } = withFile('a.txt', 'ours 1');
    writeFileSync(join(folder, 'b.txt'), 'theirs');
    writeFileSync(join(folder, 'empty.txt'), '');
    mkdirSync(join(folder, 'c.txt'));
    const rules = {
      replaces: (path: string) => readFileSync(path, 'utf8').startsWith('ours'),
      instead: 'aliaslab record --out b.txt',
    };

    await write(file, 'ours 2', rules);
    await write(join(folder, 'empty.txt'), 'ours 2', rules);
    await expect(write(join(folder, 'b.txt'), 'ours 2', rules)).rejects.toThrow(
      refusal(
        join(folder, 'b.txt'),
        'what is there was not written by aliaslab, or was changed, and stays as it is',
        'aliaslab record --out b.txt',
      ),
    );
    await expect(write(join(folder, 'c.txt'), 'ours 2', rules)).rejects.toThrow('it is a folder');

    const texts = ['a.txt', 'b.txt', 'empty.txt'].map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(texts).toEqual(['ours 2', 'theirs', 'ours 2']);
  });

  test.runIf(canMount)(
    'on a full disk: the old file is whole, and nothing is left (where one can be mounted)',
    async () => {
      const disk = ownMount('tmpfs', 'size=256k');
      const file = join(disk, 'a.txt');
      writeFileSync(file, 'o'.repeat(100_000));

      await expect(write(file, 'n'.repeat(500_000))).rejects.toThrow(
        refusal(file, 'there is no room left for it'),
      );
      await expect(write(join(disk, 'b.txt'), 'n'.repeat(500_000), { replaces: 'nothing' })).rejects.toThrow(
        'there is no room left for it',
      );

      expect(readFileSync(file, 'utf8')).toBe('o'.repeat(100_000));
      expect(readdirSync(disk)).toEqual(['a.txt']);
    },
  );

  test.runIf(canMount)('on a disk that is read-only (where one can be mounted)', async () => {
    const disk = ownMount('tmpfs', 'size=256k');
    writeFileSync(join(disk, 'a.txt'), 'old');
    expect(spawnSync('mount', ['-o', 'remount,ro', disk]).status).toBe(0);

    for (const name of ['a.txt', 'b.txt'])
      await expect(write(join(disk, name))).rejects.toThrow(
        refusal(join(disk, name), 'it lies on a file system that is read-only'),
      );
  });
});

/** Writes as a user who is not root: what it says, and what is there after it. */
function asNobody(path: string): string {
  const module = new URL('../../dist/node/write-file.js', import.meta.url).href;
  const script = `import(${JSON.stringify(module)})
    .then(({ writeFile }) => writeFile(${JSON.stringify(path)}, 'new', { works: 'x' }))
    .then(() => console.log('written'), (error) => console.log(error.name + ': ' + error.message));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
    uid: 65534,
    gid: 65534,
    cwd: '/',
    encoding: 'utf8',
  });
  return stdout + stderr;
}

describe.runIf(isRoot)('somebody who is not root (tried where this is root)', () => {
  test('writes what may be written, and nothing else, though a rename could', () => {
    const { folder, file } = withFile('a.txt');
    spawnSync('chown', ['65534:65534', folder, file]);

    expect(asNobody(file)).toBe('written\n');
    chmodSync(file, 0o444);
    expect(asNobody(file)).toBe(`InputError: ${refusal(file, 'it may not be written', 'x')}\n`);
    expect(modeOf(file)).toBe(0o444);
  });

  test('makes no file where none may be made', () => {
    const folder = ownFolder();
    chmodSync(folder, 0o755);

    expect(asNobody(join(folder, 'b.txt'))).toBe(
      `InputError: ${refusal(join(folder, 'b.txt'), 'no file may be made in its folder', 'x')}\n`,
    );
  });

  test('leaves a file of another owner as it is, whose owner the new one could not have', () => {
    const { folder, file } = withFile('a.txt');
    spawnSync('chown', ['65534:65534', folder]);
    chmodSync(file, 0o666);

    expect(asNobody(file)).toBe(
      `InputError: ${refusal(file, 'a new file in its place could not belong to its owner and group', 'x')}\n`,
    );
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a.txt']);
  });
});

describe('a folder', () => {
  test('is made with those above it, and one that is there is left alone', () => {
    const folder = ownFolder();

    makeFolder(join(folder, 'a/b/c'), WORKS);
    makeFolder(join(folder, 'a/b'), WORKS);

    expect(existsSync(join(folder, 'a/b/c'))).toBe(true);
  });

  test('is not made where a file, or a link to nothing, is in its place', () => {
    const { folder, file } = withFile('a.txt');
    symlinkSync('nothing', join(folder, 'link'));

    expect(() => makeFolder(file, WORKS)).toThrow(refusal(file, 'it is no folder'));
    expect(() => makeFolder(join(file, 'x'), WORKS)).toThrow(
      refusal(join(file, 'x'), 'what should be its folder is none'),
    );
    expect(() => makeFolder(join(folder, 'link'), WORKS)).toThrow(
      refusal(join(folder, 'link'), 'something that is no folder is in its place'),
    );
  });

  test.runIf(canMount)(
    'is not made where the system makes none, as in a file system of processes (where one can be mounted)',
    () => {
      const path = join(ownMount('proc', 'rw'), 'x/y');

      expect(() => makeFolder(path, WORKS)).toThrow(refusal(path, 'no folder can be made there'));
    },
  );
});
