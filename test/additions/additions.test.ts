/**
 * What it takes to add something: one of each kind is added to a copy of the library, the compiler names what is left out,
 * and what was added does in the engines, the views and the notation what the others do.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changedBy, complaintsOf, programOf, writeTo } from './copy.js';
import { ADDITIONS } from './kinds.js';

const ROOT = resolve(import.meta.dirname, '../..');

const whole = programOf(changedBy(ADDITIONS, 'whole'));

test('one of each kind compiles', () => {
  expect(complaintsOf(whole)).toEqual([]);
});

describe('the compiler names what is left out of', () => {
  const firstPlaces = complaintsOf(programOf(changedBy(ADDITIONS, 'first place')));

  test.each(ADDITIONS)('$kind', ({ named }) => {
    const complained = new Set(firstPlaces.map(({ file }) => file));

    expect(named.filter((file) => !complained.has(file))).toEqual([]);
  });
});

test('ARCHITECTURE.md says how many files and places each takes', () => {
  const rows = [
    ...readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8').matchAll(/^\| (an? [^|]+) \| (\d+) \| (\d+) \|/gm),
  ];
  const said = rows.map(([, kind, files, places]) => ({
    kind,
    files: Number(files),
    places: Number(places),
  }));
  const counted = ADDITIONS.map(({ kind, files, places }) => ({
    kind,
    files: new Set([...Object.keys(files), ...places.map(({ file }) => file)]).size,
    places: places.length,
  }));

  expect(said.filter(({ kind }) => kind !== 'a notebook')).toEqual(counted);
});

describe('what was added', () => {
  const folder = mkdtempSync(join(tmpdir(), 'aliaslab-additions-'));
  beforeAll(() => {
    writeTo(join(folder, 'dist'), whole);
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
    symlinkSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What a program prints that has the public face of the copy, as JSON. */
  function printed(program: string): unknown {
    const file = join(folder, 'program.mjs');
    writeFileSync(
      file,
      `${IMPORTS}\nconst print = (value) => console.log(JSON.stringify(value));\n${program}`,
    );
    const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  }
  const IMPORTS = `
    import * as face from './dist/index.js';
    const { alias, cache, cachetlb, daxFile, daxIo, machine, ports, prices, processor, prove, replay, scenario, sweep, traceOf } = face;
    const file = daxFile('mail.dat').pages(8), user = alias(file.page(5)).user(0x2955_1000);
    const story = scenario(processor('SH7750')).store(user, 'hello').daxIo(daxIo().read(5).at(file.page(5)));`;

  test('a strategy runs, is proved, priced and mailed', () => {
    const result = printed(`
      const careful = story.using({ kind: 'careful' });
      print({
        run: careful.run().coherent,
        proof: prove(careful).run().coherent,
        price: prices(processor('SH7750')).using({ kind: 'careful' }).run().table().array('strategy'),
        again: careful.run().toMail().includes('using(careful)'),
      });`);

    expect(result).toEqual({ run: true, proof: true, price: ['careful'], again: true });
  });

  test('a step runs, is proved and mailed', () => {
    const result = printed(`
      const plain = JSON.parse(JSON.stringify(story));
      plain.steps.push({ do: 'peek', alias: plain.steps[0].alias, at: 0, length: 5 });
      const peeking = scenario(plain), text = peeking.run().toMail();
      print({
        read: peeking.run().read(3),
        again: /peek\\(/.test(text),
        proof: prove(peeking).run().coherent,
      });`);

    expect(result).toEqual({ read: '"hello"', again: true, proof: false });
  });

  test('an event is a row with words', () => {
    const result = printed(`
      const plain = JSON.parse(JSON.stringify(story));
      plain.steps.push({ do: 'touch', alias: plain.steps[0].alias, at: 0, length: 64 });
      const table = scenario(plain).run().table();
      print([table.array('does').at(-1), table.array('cache').at(-1)]);`);

    expect(result).toEqual(['touch 2 lines', 'looked at']);
  });

  test('a port has an address space, a CPU, known plans and what its calls reach', () => {
    const result = printed(`
      print({
        row: ports().where(({ arch }) => arch === 'toy').table().numRows(),
        stale: scenario(processor('Toy 1')).store(user, 'hello').daxIo(daxIo().read(5).at(file.page(5))).run().coherent,
        plan: String(face.knownPlan('toy')).length > 0,
        reach: cachetlb().across('flush_dcache_page').reach().table().array('port').includes('toy'),
      });`);

    expect(result).toEqual({ row: 1, stale: false, plan: true, reach: true });
  });

  test('a policy replaces, in a story, in a replay and in a sweep', () => {
    const result = printed(`
      const first = cache().size('4 KiB').ways(4).first();
      const trace = traceOf([0, 1, 2, 3, 0, 4, 0].map((page) => ({ kind: 'load', address: page * 4096, size: 4 })));
      print({
        replayed: (await replay(trace).on(first, first.lru()).run()).table().array('read misses'),
        swept: (await sweep(trace).sizes('4 KiB').ways(4).lines(32).replacing('first').run()).table().numRows(),
        story: scenario(machine(first)).store(user, 'hello').run().coherent,
      });`);

    expect(result).toEqual({ replayed: [6, 5], swept: 1, story: true });
  });

  test('a form of trace is written, recognized and read', () => {
    const result = printed(`
      const { readTrace, recognized, writeTrace } = await import('./dist/replay/read-trace.js');
      const bytes = new TextEncoder().encode('@1000\\n@2040\\n');
      async function* chunks() { yield bytes; }
      const written = [];
      for await (const piece of writeTrace(readTrace(chunks()), 'bare')) written.push(new TextDecoder().decode(piece));
      print([recognized(bytes), written.join('')]);`);

    expect(result).toEqual(['bare', '@1000\n@2040\n']);
  });

  test('a cachetlb call is in the tables', () => {
    const result = printed(`
      print({
        listed: cachetlb().table().array('call').includes('flush_dcache_toy'),
        reaches: cachetlb().across('flush_dcache_toy').table().numRows() > 0,
      });`);

    expect(result).toEqual({ listed: true, reaches: true });
  });

  test('a view of a run is text, table and what a notebook shows', () => {
    const result = printed(`
      const tally = story.run().tally();
      print({
        text: String(tally).split('\\n')[0],
        rows: tally.table().numRows() > 5,
        shown: Object.keys(tally[Symbol.for('Jupyter.display')]()),
      });`);

    expect(result).toEqual({ text: 'tally', rows: true, shown: ['text/plain', 'text/html'] });
  });
});
