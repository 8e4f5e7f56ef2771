/** The commands that read traces, as they are typed: what they print, what they write, and how they end. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { fromArrow, fromCSV } from 'arquero';
import { describe, expect, test } from 'vitest';
import { commandPath } from '../../src/jupyter/kernel-home.js';
import { aliaslab, temporaryFolder } from './command.js';

const words = fileURLToPath(new URL('../../traces/words.altr.gz', import.meta.url));
const hasValgrind = spawnSync('valgrind', ['--version']).status === 0;

/** A folder with a file in it. */
function folderWith(name: string, contents: string | Uint8Array): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), contents);
  return folder;
}

describe('aliaslab replay', () => {
  test('prints counts, and how fast it was, as JSON', () => {
    const folder = folderWith('p.lackey', ' L 1000,8\n S 1000,8\nI  400000,4\n M 2000,8\n L 103c,8\n');
    const { status, stdout } = aliaslab(['replay', 'p.lackey', '--cache', '4KiB:1:64', '--json'], {}, folder);

    const { seconds, referencesPerSecond, ...counts } = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(counts).toEqual({
      reads: 4,
      writes: 2,
      readMisses: 4,
      writeMisses: 0,
      evictions: 2,
      writebacks: 2,
      dirtyAtEnd: 0,
      references: 5,
    });
    expect(seconds).toBeGreaterThanOrEqual(0);
    expect(referencesPerSecond).toBeGreaterThan(0);
  });

  test('counts what cachegrind counts, through several caches in one pass', () => {
    const fixture = JSON.parse(readFileSync(new URL('../fixtures/cachegrind.json', import.meta.url), 'utf8'));
    const asked = fixture.counts.words as { D1: string; readMisses: number; writeMisses: number }[];
    const caches = asked.flatMap(({ D1 }) => ['--cache', D1.replaceAll(',', ':')]);

    const { stdout } = aliaslab(['replay', words, '--counting', 'cachegrind', ...caches, '--json']);

    const counted = JSON.parse(stdout).caches as typeof asked;
    expect(counted.map(({ readMisses, writeMisses }) => [readMisses, writeMisses])).toEqual(
      asked.map(({ readMisses, writeMisses }) => [readMisses, writeMisses]),
    );
  });

  test('reads standard input, and knows write-through, no write-allocate, policies and full associativity', () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [commandPath, 'replay', '-', '--json', ...args], {
        input: 'w 0 8\nw 0 8\nr 0 8\n',
        encoding: 'utf8',
      }).stdout;

    expect(JSON.parse(run('--cache', '64:full:32:fifo', '--write-through'))).toMatchObject({
      writeMisses: 1,
      readMisses: 0,
      dirtyAtEnd: 0,
    });
    expect(JSON.parse(run('--cache', '64:2:32:plru', '--no-write-allocate'))).toMatchObject({
      writeMisses: 2,
      readMisses: 1,
    });
  });

  test('a damaged trace ends with exit code 2, and what had been counted says that it is not all', () => {
    const folder = folderWith('p.lackey', ' L 1000,8\n L 2000,8\n L 3000\n');
    const { status, stdout, stderr } = aliaslab(
      ['replay', 'p.lackey', '--cache', '4KiB:1:64', '--json'],
      {},
      folder,
    );

    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ reads: 2, references: 2, partial: true });
    expect(stderr).toBe(`aliaslab: p.lackey: line 3 is " L 3000": a ',' is missing; 2 references had been read
  try: aliaslab replay program.trace --cache 32KiB:8:64
`);
  });

  test.each([
    [['nothing'], 'no --cache is named\n  try: aliaslab replay program.lackey --cache 32KiB:8:64'],
    [
      ['nothing', '--cache', '32KiB:8:64'],
      'nothing: there is no such file; 0 references had been read\n  try: aliaslab replay program.trace --cache 32KiB:8:64',
    ],
    [
      ['.', '--cache', '32KiB:8:64'],
      '.: it is a folder; 0 references had been read\n  try: aliaslab replay program.trace --cache 32KiB:8:64',
    ],
    [
      ['x', '--cache', '32KiB:8:64:mru'],
      `cache '32KiB:8:64:mru' is not SIZE:WAYS:LINE[:POLICY] with POLICY lru, fifo, plru, round-robin, random\n  try: aliaslab replay program.lackey --cache 32KiB:8:64`,
    ],
    [
      ['x', '--cache', '32KiB:8:64', '--counting', 'dinero'],
      `--counting 'dinero' is neither 'every-line' nor 'cachegrind'\n  try: aliaslab replay program.lackey --cache 32KiB:8:64 --counting cachegrind`,
    ],
    [
      ['x', '--cache', '3KiB:1:64'],
      `3 KiB in 1 ways of 64 B lines makes 48 sets, and an index selects a power of two of them\n  try: aliaslab replay program.lackey --cache 32KiB:8:64`,
    ],
  ])('of %j says what is wrong', (args, message) => {
    const { status, stdout, stderr } = aliaslab(['replay', ...args], {}, temporaryFolder());

    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: `aliaslab: ${message}\n` });
  });
});

describe('aliaslab sweep and merge', () => {
  const space = [
    '--sizes',
    '1KiB..4KiB,12KiB',
    '--ways',
    '1,3,full',
    '--lines',
    '32,64',
    '--policies',
    'lru,fifo',
  ];

  test('in parts that are merged give the whole', () => {
    const folder = temporaryFolder();
    const run = (...args: string[]) => {
      const { status, stderr } = aliaslab(args, {}, folder);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    };
    run('sweep', words, ...space, '--out', 'whole.json');
    for (const i of [1, 2, 3]) run('sweep', words, ...space, '--shard', `${i}/3`, '--out', `part-${i}.json`);
    run('merge', 'part-3.json', 'part-1.json', 'part-2.json', '--out', 'merged.json');
    run('merge', 'whole.json', '--out', 'whole.csv');
    run('merge', 'whole.json', '--out', 'whole.arrow');

    const read = (name: string) => readFileSync(join(folder, name));
    expect(read('merged.json').equals(read('whole.json'))).toBe(true);
    const { rows } = JSON.parse(read('whole.json').toString());
    expect(rows.length).toBeGreaterThan(20);
    expect(fromCSV(read('whole.csv').toString()).numRows()).toBe(rows.length);
    expect(fromArrow(read('whole.arrow')).numRows()).toBe(rows.length);
  });

  test('of parts that do not say what they are of say what was not checked', () => {
    const folder = temporaryFolder();
    for (const i of [1, 2]) {
      const name = `part-${i}.json`;
      aliaslab(['sweep', words, ...space, '--shard', `${i}/2`, '--out', name], {}, folder);
      const {
        digest: _digest,
        space: _space,
        check: _check,
        ...old
      } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      writeFileSync(join(folder, name), JSON.stringify(old));
    }

    const { status, stdout } = aliaslab(
      ['merge', 'part-1.json', 'part-2.json', '--out', 'x.json'],
      {},
      folder,
    );

    expect(status).toBe(0);
    expect(stdout.split('\n').slice(1)).toEqual([
      'not checked: part-1.json, part-2.json do not say whether anything was changed since: there is no check value',
      'not checked: part-1.json, part-2.json do not say which references were read: only the name of the trace and its length are known',
      'not checked: part-1.json, part-2.json do not say which caches the whole sweep has: only their number is known',
      '',
    ]);
  });

  test.each([
    [['sweep', 'x', '--sizes', '8KiB..4KiB'], `--sizes '8KiB..4KiB' is an empty range`],
    [['sweep', 'x', '--shard', '3'], `--shard '3' is not i/n`],
    [['sweep', 'x', '--shard', '9/3'], 'shard 9 of 3 is none: 1 of 16 is the first'],
    [
      ['sweep', 'x', '--policies', 'mru'],
      `replacement 'mru' is none of lru, fifo, plru, round-robin, random`,
    ],
    [['sweep', 'x', '--writes', 'around'], `write policy 'around' is none of back, through`],
    [['sweep', 'x', '--write-allocate', 'maybe'], `--write-allocate 'maybe' is neither 'yes' nor 'no'`],
    [['sweep', 'x', '--out', 'x.txt'], `--out 'x.txt' ends in none of .csv, .arrow, .json`],
    [['sweep', 'x'], 'x: there is no such file; 0 references had been read'],
    [['merge', 'x.json'], 'x.json cannot be read'],
    [['merge', 'odd.json'], 'odd.json is no part of a sweep: an object'],
    [['merge', 'no.json'], 'no.json is no JSON'],
  ])('%j says what is wrong', (args, problem) => {
    const folder = folderWith('odd.json', '{}');
    writeFileSync(join(folder, 'no.json'), 'no');
    const { status, stderr } = aliaslab(args, {}, folder);

    expect({ status, problem: stderr.split('\n')[0] }).toEqual({
      status: 2,
      problem: `aliaslab: ${problem}`,
    });
  });
});

describe('aliaslab convert', () => {
  test('from form to form and back is the same file', () => {
    const folder = temporaryFolder();
    const run = (...args: string[]) => expect(aliaslab(['convert', ...args], {}, folder).status).toBe(0);
    run(words, 'a.lackey', '--to', 'lackey');
    run('a.lackey', 'b.csv', '--to', 'csv');
    run('b.csv', 'c.altr');

    expect(readFileSync(join(folder, 'c.altr')).equals(gunzipSync(readFileSync(words)))).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['a.lackey', 'b.csv', 'c.altr']);
  });

  test('writes to standard output', () => {
    const folder = folderWith('p.xdin', 'r 1000 8\n');
    expect(aliaslab(['convert', 'p.xdin', '-', '--to', 'lackey'], {}, folder).stdout).toBe(' L 00001000,8\n');
  });

  test('of a damaged trace leaves what was there', () => {
    const folder = folderWith('p.lackey', ' L 1000,8\nno\n');
    writeFileSync(join(folder, 'out.altr'), 'before');
    const { status } = aliaslab(['convert', 'p.lackey', 'out.altr'], {}, folder);

    expect(status).toBe(2);
    expect(readFileSync(join(folder, 'out.altr'), 'utf8')).toBe('before');
    expect(readdirSync(folder).sort()).toEqual(['out.altr', 'p.lackey']);
  });

  test('to where nothing can be written says so', () => {
    const { status, stderr } = aliaslab(['convert', words, 'no/such/folder/x.altr'], {}, temporaryFolder());
    expect({ status, stderr: stderr.split('\n')[0] }).toEqual({
      status: 2,
      stderr: `aliaslab: 'no/such/folder/x.altr' cannot be written: there is no folder 'no/such/folder'`,
    });
  });
});

describe('aliaslab record', () => {
  test.skipIf(!hasValgrind)('makes a trace that replays (where valgrind is installed)', () => {
    const folder = temporaryFolder();
    const { status } = aliaslab(['record', '--out', 't.altr', '--', '/bin/true'], {}, folder);
    const { stdout } = aliaslab(['replay', 't.altr', '--cache', '32KiB:8:64', '--json'], {}, folder);

    expect(status).toBe(0);
    expect(JSON.parse(stdout).references).toBeGreaterThan(1000);
  });

  test.skipIf(!hasValgrind)('of a command that fails leaves no trace (where valgrind is installed)', () => {
    const folder = temporaryFolder();
    const { status, stderr } = aliaslab(['record', '--out', 't.altr', '--', '/bin/false'], {}, folder);

    expect(status).toBe(1);
    expect(stderr).toContain('/bin/false ended with exit code 1; no trace was written');
    expect(existsSync(join(folder, 't.altr'))).toBe(false);
  });

  test('without valgrind says what to install', () => {
    const { status, stderr } = aliaslab(['record', '--', 'ls'], { PATH: '/nowhere' }, temporaryFolder());
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        'aliaslab: valgrind is not installed\n  try: apt-get install valgrind && aliaslab record --out ls.altr -- ls -l\n',
    });
  });
});
