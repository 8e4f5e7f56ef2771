/**
 * Replays beside a C loop, which is built where a C compiler exists: the same references in both memories, in alternation; readers; sweeps; and the
 * memory that a trace of a gigabyte takes.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cache } from '../../dist/fluent/cache.js';
import { sampleTrace } from '../../dist/node/sample-trace.js';
import { DataReplay } from '../../dist/replay/data/data-replay.js';
import { FirstTouch } from '../../dist/replay/data/placement.js';
import { readTrace, writeTrace } from '../../dist/replay/read-trace.js';
import { ReferenceBatch } from '../../dist/replay/references.js';
import { ReplayPass } from '../../dist/replay/replay-trace.js';
import { LruFamily } from '../../dist/replay/sweep/lru-family.js';

const ROUNDS = 60;
const TURNS = 9;
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Data references of the sample, in columns. */
async function columnsOf(name) {
  const columns = new ReferenceBatch(400_000);
  for await (const { count, words, size, kind } of sampleTrace(name).source.open()) {
    for (let i = 0; i < count; i++) columns.add(kind[i], words[2 * i], words[2 * i + 1], size[i]);
  }
  return columns;
}

/** Millions of references a second. */
function rateOf(references, act) {
  const start = performance.now();
  act();
  return references / (performance.now() - start) / 1000;
}

function say(what, rates, other, otherRates) {
  const [ours, theirs] = [median(rates), median(otherRates)];
  console.log(
    `${what.padEnd(58)} ${ours.toFixed(1).padStart(7)} M/s   ${other} ${theirs.toFixed(1)} M/s   ratio ${(ours / theirs).toFixed(2)}`,
  );
}

/** The C loop: gives its rate, and its counts. */
function cLoop(folder, { count, words, size, kind }) {
  const program = join(folder, 'replay');
  const source = fileURLToPath(new URL('replay.c', import.meta.url));
  const built = spawnSync('cc', ['-O3', '-o', program, source], { encoding: 'utf8' });
  if (built.status !== 0) return undefined;
  const file = join(folder, 'references');
  const bytes = ({ buffer, byteOffset }, length) => new Uint8Array(buffer, byteOffset, length);
  writeFileSync(file, Buffer.concat([bytes(words, 8 * count), bytes(size, 2 * count), bytes(kind, count)]));
  return () => {
    const ran = spawnSync(program, [file, String(count), String(ROUNDS)], { encoding: 'utf8' });
    const { seconds, ...counts } = JSON.parse(ran.stdout);
    return { rate: (count * ROUNDS) / seconds / 1e6, counts };
  };
}

async function besideC(folder) {
  const columns = await columnsOf('words');
  const { count } = columns;
  const c = cLoop(folder, columns);
  if (!c) {
    console.log('no C compiler: the C loop is left out');
    return;
  }
  const geometry = cache().size('32 KiB').ways(8).line(64);
  const rates = { c: [], tags: [], copied: [], data: [] };
  for (let turn = 0; turn <= TURNS; turn++) {
    const inPlace = new ReplayPass([geometry.pipt().describe()], 'every line', count);
    inPlace.batch.take(columns, 0);
    const copied = new ReplayPass([geometry.pipt().describe()], 'every line');
    const frames = new FirstTouch(1, 4096, () => new Error('more pages than the sample has'));
    const data = new DataReplay(geometry.vipt().describe(), frames, 4096, count);
    data.batch.take(columns, 0);
    const round = (act) =>
      rateOf(count * ROUNDS, () => {
        for (let i = 0; i < ROUNDS; i++) act();
      });
    const turnRates = {
      tags: round(() => inPlace.feed(inPlace.batch)),
      copied: round(() => copied.feed(columns)),
      data: round(() => data.run(count)),
    };
    const { rate, counts } = c();
    const { dirtyAtEnd: _, ...ours } = inPlace.counts()[0];
    if (JSON.stringify(ours) !== JSON.stringify(counts))
      throw new Error(`C counts ${JSON.stringify(counts)}`);
    if (turn === 0) continue; // the first turn warms up
    rates.c.push(rate);
    for (const [what, each] of Object.entries(turnRates)) rates[what].push(each);
  }
  const million = ((count * ROUNDS) / 1e6).toFixed(1);
  say(`${million} M references, 32 KiB 8-way, where they are read`, rates.tags, 'C -O3', rates.c);
  say('the same, copied there in stretches', rates.copied, 'C -O3', rates.c);
  say('the same with data, virtual index and translation', rates.data, 'C -O3', rates.c);
}

/** As a file is read. */
async function* inPieces(bytes) {
  for (let at = 0; at < bytes.length; at += 2 ** 18) yield bytes.subarray(at, at + 2 ** 18);
}

async function* stretch(columns) {
  yield columns;
}

async function readers() {
  const columns = await columnsOf('words');
  const rates = {};
  const formats = ['lackey', 'xdin', 'csv', 'compact'];
  for (const format of formats) {
    const chunks = [];
    for await (const chunk of writeTrace(stretch(columns), format)) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    rates[format] = [];
    for (let turn = 0; turn <= TURNS; turn++) {
      const start = performance.now();
      for await (const _ of readTrace(inPieces(bytes), format));
      if (turn > 0) rates[format].push(columns.count / (performance.now() - start) / 1000);
    }
  }
  console.log(
    `readers, from memory: ${formats.map((format) => `${format} ${median(rates[format]).toFixed(1)}`).join(', ')} M/s`,
  );
}

async function sweeps() {
  const columns = await columnsOf('words');
  const caches = [];
  for (let sets = 1; sets <= 1024; sets *= 2) {
    for (let ways = 1; ways <= 16; ways++)
      caches.push(
        cache()
          .pipt()
          .line(64)
          .size(sets * ways * 64)
          .ways(ways)
          .describe(),
      );
  }
  const rates = { family: [], alone: [] };
  for (let turn = 0; turn <= 3; turn++) {
    const family = new LruFamily(caches, 'every line', 16_384);
    const alone = new ReplayPass(caches, 'every line');
    const each = {
      family: rateOf(columns.count, () => family.feed(columns)),
      alone: rateOf(columns.count, () => alone.feed(columns)),
    };
    if (turn === 0) continue;
    for (const [what, rate] of Object.entries(each)) rates[what].push(rate);
  }
  say(`${caches.length} LRU caches in one pass`, rates.family, 'one by one', rates.alone);
}

/** `aliaslab replay` with a gigabyte of lackey's lines on its standard input. */
async function gigabyte() {
  const code = `import { readFileSync } from 'node:fs';
    import { main } from ${JSON.stringify(new URL('../../dist/cli/program.js', import.meta.url).href)};
    const code = await main(['replay', '-', '--cache', '32KiB:8:64', '--json']);
    // The largest that this program was; what getrusage() says may be that of whoever started it.
    console.log(/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
    process.exitCode = code;`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  const ended = once(child, 'exit');
  const lines = Array.from(
    { length: 60_000 },
    (_, i) => ` ${'LSM'[i % 3]} ${(0x1000_0000 + ((i * 72) % 3_000_000)).toString(16)},8\n`,
  );
  const piece = Buffer.from(lines.join(''));
  let sent = 0;
  for (; sent < 1e9; sent += piece.length) {
    if (!child.stdin.write(piece)) await once(child.stdin, 'drain');
  }
  child.stdin.end();
  await ended;
  const [json, kib] = printed.trim().split('\n');
  const { references, seconds } = JSON.parse(json);
  console.log(
    `a trace of ${(sent / 1e9).toFixed(1)} GB through a pipe: ${(references / 1e6).toFixed(0)} M references in ${seconds.toFixed(1)} s, ${(kib / 1024).toFixed(0)} MB at most`,
  );
}

/** Prints all of them. */
export async function benchReplay() {
  const folder = mkdtempSync(join(tmpdir(), 'aliaslab-bench-'));
  try {
    await besideC(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
  await readers();
  await sweeps();
  await gigabyte();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await benchReplay();
