/** The kernel as a front end meets it: a real process, spoken to over ZeroMQ. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KernelClient } from '../../src/jupyter/client.js';
import { packageVersion } from '../../src/jupyter/kernel-home.js';
import { heard, published } from './talk.js';

let kernel: KernelClient;
let count = 0;

beforeAll(async () => {
  kernel = await KernelClient.start();
});

afterAll(() => kernel.shutdown());

/** Runs a cell that counts, and keeps the count. */
async function cell(code: string): Promise<string[]> {
  count++;
  return published(kernel, code);
}

test('says who it is', () => {
  expect(kernel.info).toMatchObject({
    status: 'ok',
    implementation: 'aliaslab',
    implementation_version: packageVersion,
    language_info: { name: 'typescript', file_extension: '.ts', mimetype: 'text/typescript' },
  });
});

describe('a cell', () => {
  test('publishes its input, what it prints and its last value, in that order and with one count', async () => {
    const lines = await cell(
      "console.log('one'); console.error('two'); process.stdout.write('three'); 6 * 7",
    );

    expect(lines).toEqual([
      'status busy',
      `execute_input [${count}] console.log('one'); console.error('two'); process.stdout.write('three'); 6 * 7`,
      'stream stdout "one\\n"',
      'stream stderr "two\\n"',
      'stream stdout "three"',
      `execute_result [${count}] 42`,
      'status idle',
    ]);
  });

  test.each(['undefined', 'null', 'const quiet = 1'])(
    'whose last value is nothing (%s) has no result',
    async (code) => {
      expect((await cell(code)).filter((line) => line.startsWith('execute_result'))).toEqual([]);
    },
  );

  test.each([
    ['await Promise.resolve(7)', '7'],
    ['Promise.resolve(8)', '8'],
    ['({ a: [1, { b: 2 }] })', '{ a: [ 1, { b: 2 } ] }'],
    ["'a text'", 'a text'],
    ["({ [Symbol.for('nodejs.util.inspect.custom')]: () => 'a sentence' })", 'a sentence'],
    ["({ [Symbol.for('Jupyter.display')]: () => ({ 'text/plain': 'a bundle' }) })", 'a bundle'],
    [
      "({ [Symbol.for('Jupyter.display')]: async () => ({ 'text/plain': 'a promised bundle' }) })",
      'a promised bundle',
    ],
  ])('that ends in %s shows %s', async (code, shown) => {
    expect(await cell(code)).toContain(`execute_result [${count}] ${shown}`);
  });

  test('that uses an old name of the library’s has the outputs that it had: what it is called now is for the log', async () => {
    const lines = await cell(
      "import { machine } from 'aliaslab'; machine().pages('8 KiB').describe().pageSize",
    );

    expect(lines.filter((line) => /^(stream|execute_result)/.test(line))).toEqual([
      `execute_result [${count}] 8192`,
    ]);
  });

  test('prints all of a long loop, in order', async () => {
    const lines = await cell('for (let i = 0; i < 3000; i++) console.log(i);');

    const printed = lines.filter((line) => line.startsWith('stream stdout ')).map((line) => line.slice(14));
    expect(printed.map((text) => JSON.parse(text)).join('')).toBe(
      Array.from({ length: 3000 }, (_, i) => `${i}\n`).join(''),
    );
  });

  test("shows through tslab's display, and updates what it has shown", async () => {
    const lines = await cell(
      "import { newDisplay } from 'tslab'; const d = newDisplay(); d.text('a'); d.text('b');",
    );

    expect(lines.slice(2, 4)).toEqual([
      'display_data {"text/plain":"a"}',
      'update_display_data {"text/plain":"b"}',
    ]);
  });

  test('keeps what a timer prints later, while another cell runs', async () => {
    const late = heard(kernel, 'stream stdout "from the timer');

    await cell("setTimeout(() => console.log('from the timer'), 50);");
    const lines = await cell("await new Promise((resolve) => setTimeout(resolve, 150)); 'done'");

    expect(lines.join()).not.toContain('from the timer');
    expect((await late).header.msg_type).toBe('stream');
  });

  test('reports a rejection that nobody handles before it ends', async () => {
    const lines = await cell("void Promise.reject(new Error('nobody')); 1");

    expect(lines[2]).toMatch(/^stream stderr "Unhandled rejection: Error: nobody/);
    expect(lines.at(-2)).toBe(`execute_result [${count}] 1`);
  });

  test('that is silent publishes nothing and is not counted', async () => {
    const { reply, published: messages } = await kernel.execute("console.log('psst'); 5", { silent: true });

    expect(messages.map(({ header }) => header.msg_type)).toEqual(['status', 'status']);
    expect(reply).toMatchObject({ status: 'ok', execution_count: count });
  });

  test('that is not kept in the history shows its result and is not counted', async () => {
    const lines = await published(kernel, '5', { store_history: false });

    expect(lines).toContain(`execute_result [${count}] 5`);
    expect(await cell('6')).toContain(`execute_result [${count}] 6`);
  });

  test('answers user expressions', async () => {
    count++;
    const { reply } = await kernel.execute('const asked = 20;', {
      user_expressions: { good: 'asked + 1', bad: 'nobody' },
    });

    expect(reply.user_expressions).toMatchObject({
      good: { status: 'ok', data: { 'text/plain': '21' } },
      bad: { status: 'error', evalue: "1:1 - Cannot find name 'nobody'." },
    });
  });
});

describe('a shorthand property', () => {
  test('takes its value from an earlier cell, as a value, a function, a class and an import do', async () => {
    await cell(
      "import { join } from 'path'; const short = 1, hand = [2]; function twice(n: number) { return 2 * n; } class Kept {}",
    );

    expect(await cell('({ short, hand })')).toContain(`execute_result [${count}] { short: 1, hand: [ 2 ] }`);
    expect(
      await cell(
        'const all = { short, twice, Kept, join }; all.twice(all.short) + all.Kept.name + all.join("a", "b")',
      ),
    ).toContain(`execute_result [${count}] 2Kepta/b`);
    expect(await cell('const later = () => ({ short, more: { hand } });')).toContain('status idle');
    expect(await cell('const short = 3; [{ short }, later().short, later().more.hand]')).toContain(
      `execute_result [${count}] [ { short: 3 }, 3, [ 2 ] ]`,
    );
    expect(await cell('await Promise.resolve({ short })')).toContain(
      `execute_result [${count}] { short: 3 }`,
    );
  });

  test('leaves what the compiler says where it was typed', async () => {
    count += 2;
    const typed = 'const o: { short: string } = { short }; nobody;';
    const { reply } = await kernel.execute(typed);
    const { reply: none } = await kernel.execute('({ short, nothing })');

    expect(reply.evalue).toBe(
      `1:${typed.indexOf('short }; ') + 1} - Type 'number' is not assignable to type 'string'.\n1:${typed.indexOf('nobody') + 1} - Cannot find name 'nobody'.`,
    );
    expect((reply.traceback as string[]).slice(-3)).toEqual([
      `1:${typed.indexOf('nobody') + 1} - Cannot find name 'nobody'.`,
      `  ${typed}`,
      `  ${' '.repeat(typed.indexOf('nobody'))}^`,
    ]);
    expect(none.evalue).toMatch(/^1:11 - No value exists in scope for the shorthand property 'nothing'/);
  });
});

describe('a cell that fails', () => {
  test('says what was thrown, and where in the cell', async () => {
    count++;
    const { reply, published: messages } = await kernel.execute(
      'function f() {\n  throw new RangeError("too far");\n}\nf();',
    );

    const error = {
      ename: 'RangeError',
      evalue: 'too far',
      traceback: [
        'line 2 of the cell:',
        '    throw new RangeError("too far");',
        '          ^',
        'RangeError: too far',
        '    at f (cell)',
        '    at cell',
      ],
    };
    expect(messages.find(({ header }) => header.msg_type === 'error')?.content).toEqual(error);
    expect(reply).toEqual({ status: 'error', execution_count: count, ...error });
  });

  test.each([
    [
      'after an await',
      "const late = await Promise.resolve(1);\nthrow new Error('b');",
      ['line 2 of the cell:', "  throw new Error('b');", '        ^'],
    ],
    [
      'where types were',
      'const some: any = [1];\nsome.map((each: any) => each.no.no);',
      [
        'line 2 of the cell:',
        '  some.map((each: any) => each.no.no);',
        '                                  ^',
      ],
    ],
    [
      'where a bad input is used',
      "import { cache } from 'aliaslab';\nJSON.stringify(cache().size('3 KiB'));",
      ['line 2 of the cell:', "  JSON.stringify(cache().size('3 KiB'));", '       ^'],
    ],
  ])('says where in the cell, %s', async (_where, code, lines) => {
    count++;
    const { reply } = await kernel.execute(code);

    expect((reply.traceback as string[]).slice(0, 3)).toEqual(lines);
  });

  test('says which line called a function of an earlier cell', async () => {
    await cell('function thrower(): never {\n  throw new Error("inside");\n}');
    count++;
    const { reply } = await kernel.execute('const before = 1;\nthrower();');

    expect(reply.traceback).toEqual([
      'line 2 of the cell:',
      '  thrower();',
      '  ^',
      'Error: inside',
      '    at thrower (cell)',
      '    at cell',
    ]);
  });

  test('names each method of the library once, and not the check of arguments in front of it', async () => {
    const strict = await KernelClient.start({ strictClaims: true });
    const { reply } = await strict
      .execute("import { claims } from 'aliaslab'; claims().claim('one is two', false)")
      .finally(() => strict.shutdown());

    expect(reply.traceback).toEqual([
      'line 1 of the cell:',
      "  import { claims } from 'aliaslab'; claims().claim('one is two', false)",
      '                                              ^',
      'ClaimError: this does not hold: one is two',
      expect.stringMatching(/^ {4}at Claims\.claim \(aliaslab\/dist\/fluent\/claims\.js:\d+:\d+\)$/),
      '    at cell',
    ]);
  });

  test('whose claim does not hold says so, and goes on', async () => {
    const lines = await cell(
      "import { claims } from 'aliaslab'; const all = claims(); all.claim('one is two', 1 > 2); all.claim('two is two', 2 > 1); console.log(String(all));",
    );

    expect(lines.filter((line) => line.startsWith('stream'))).toEqual([
      'stream stderr "does not hold: one is two\\n"',
      'stream stdout "1 of 2 claims holds\\n"',
    ]);
    expect(lines.filter((line) => line.startsWith('error'))).toEqual([]);
  });

  test("says the compiler's words, under the line that they are about", async () => {
    count++;
    const { reply } = await kernel.execute('const page: number = 1;\n  page.toFixd(2);');

    expect(reply).toMatchObject({
      status: 'error',
      ename: 'CompileError',
      evalue: "2:8 - Property 'toFixd' does not exist on type 'number'. Did you mean 'toFixed'?",
      traceback: [
        'CompileError',
        "2:8 - Property 'toFixd' does not exist on type 'number'. Did you mean 'toFixed'?",
        '    page.toFixd(2);',
        '         ^',
      ],
    });
  });

  test.each([
    ["await Promise.reject(new TypeError('no'))", 'error TypeError: no'],
    ["Promise.reject(new TypeError('no'))", 'error TypeError: no'],
    ["throw 'a text'", 'error Uncaught: a text'],
    [
      "({ [Symbol.for('Jupyter.display')]: () => { throw new Error('no picture'); } })",
      'error Error: no picture',
    ],
  ])('by %s', async (code, line) => {
    expect(await cell(code)).toContain(line);
  });

  test('names no path of this machine', async () => {
    count++;
    const { reply } = await kernel.execute(
      "import { readFileSync } from 'fs'; readFileSync(undefined as any)",
    );

    expect(reply.status).toBe('error');
    expect((reply.traceback as string[]).join('\n')).not.toMatch(/node:|node_modules|dist\//);
  });

  test('skips the cells that are queued behind it, and none that is sent later', async () => {
    const sent = ["'before'", "throw new Error('stop')", "'queued'", "'queued too'"].map((code) =>
      kernel.execute(code),
    );
    const answers = await Promise.all(sent);
    const later = await kernel.execute("'later'");
    count += 3;

    expect(answers.map(({ reply }) => reply.status)).toEqual(['ok', 'error', 'aborted', 'aborted']);
    expect(later.reply).toMatchObject({ status: 'ok', execution_count: count });
  });

  test('skips no cell where the front end says so', async () => {
    const options = { stop_on_error: false };
    const sent = ["throw new Error('go on')", "'queued'"].map((code) => kernel.execute(code, options));
    count += 2;

    expect((await Promise.all(sent)).map(({ reply }) => reply.status)).toEqual(['error', 'ok']);
  });
});

describe('an interrupt', () => {
  // A timer fires when the cell waits already; one that computes lets none fire.
  const later = "setTimeout(() => console.log('begun'), 10);";

  test.each([
    ['while (true);', "console.log('begun');"],
    ['await new Promise(() => {});', later],
    ['new Promise(() => {})', later],
  ])('ends %s and keeps the state', async (endless, begin) => {
    await cell('let kept = 11;');
    const running = heard(kernel, 'stream stdout "begun');
    count++;
    const answer = kernel.execute(`${begin} ${endless}`);

    await running;
    kernel.process.interrupt();

    expect((await answer).reply).toMatchObject({ status: 'error', ename: 'Interrupted' });
    expect(await cell('kept')).toContain(`execute_result [${count}] 11`);
  });

  test('ends a replay that the cell waits for, and does not let it go on', async () => {
    await cell(`import { cache, replay, Trace } from 'aliaslab';
let seen = 0, end = '';
const endless = new Trace({ name: 'endless', async *open(batch: any) {
  for (; ; await new Promise((resolve) => setTimeout(resolve, 1))) { if (seen === 1) console.log('begun'); batch.count = 0; batch.add(0, seen++, 0, 1); yield batch; }
} });`);
    const running = heard(kernel, 'stream stdout "begun');
    count++;
    const answer = kernel.execute(
      `await replay(endless).on(cache()).run().catch((error) => { end = error.message; throw error; });`,
    );

    await running;
    kernel.process.interrupt();

    expect((await answer).reply).toMatchObject({ status: 'error', ename: 'Interrupted' });
    await cell('await new Promise((resolve) => setTimeout(resolve, 100));');
    expect(await cell('[seen > 0, end].join()')).toContain(
      `execute_result [${count}] true,the run was interrupted`,
    );
  });

  test('can be asked for over the control channel', async () => {
    const running = heard(kernel, 'stream stdout "begun');
    count++;
    const answer = kernel.execute(`${later} await new Promise(() => {});`);

    await running;
    const { reply } = await kernel.request('interrupt_request', {}, 'control');

    expect(reply).toEqual({ status: 'ok' });
    expect((await answer).reply).toMatchObject({ status: 'error', ename: 'Interrupted' });
  });
});

describe('while code is typed', () => {
  test.each([
    ['const a = 1;', 'complete'],
    ['await a', 'complete'],
    ['const b = <any>3', 'complete'],
    ['function f() {', 'incomplete'],
    ['`an open template', 'incomplete'],
    ['/* an open comment', 'incomplete'],
    ['const = 3;', 'invalid'],
    ["'an open string", 'invalid'],
  ])('%s is %s', async (code, status) => {
    expect((await kernel.request('is_complete_request', { code })).reply.status).toBe(status);
  });

  test('a name is completed, counted in characters', async () => {
    const { reply } = await kernel.request('complete_request', { code: "'😀'; conso", cursor_pos: 10 });

    expect(reply).toMatchObject({ status: 'ok', matches: ['console'], cursor_start: 5, cursor_end: 10 });
  });

  test('a name is explained, also with the cursor behind it', async () => {
    const { reply } = await kernel.request('inspect_request', {
      code: 'parseInt',
      cursor_pos: 8,
      detail_level: 0,
    });

    expect(reply).toMatchObject({ status: 'ok', found: true });
    expect((reply.data as Record<string, string>)['text/plain']).toContain(
      'function parseInt(string: string',
    );
  });

  test('nothing is found where nothing is', async () => {
    const { reply } = await kernel.request('inspect_request', { code: '', cursor_pos: 0, detail_level: 0 });

    expect(reply).toEqual({ status: 'ok', found: false, data: {}, metadata: {} });
  });
});

describe('the history', () => {
  test('gives what was run, with results where they are asked for', async () => {
    await cell('const remembered = 5;');
    await cell('remembered + 1');

    const ask = (content: object) =>
      kernel.request('history_request', { raw: true, output: false, ...content });
    const tail = await ask({ hist_access_type: 'tail', n: 2, output: true });
    const range = await ask({ hist_access_type: 'range', session: 0, start: count - 1, stop: count });
    const found = await ask({ hist_access_type: 'search', pattern: 'remembered ? 1' });
    const otherSession = await ask({ hist_access_type: 'range', session: 7, start: 0 });

    expect(tail.reply.history).toEqual([
      [1, count - 1, ['const remembered = 5;', null]],
      [1, count, ['remembered + 1', '6']],
    ]);
    expect(range.reply.history).toEqual([[1, count - 1, 'const remembered = 5;']]);
    expect(found.reply.history).toEqual([[1, count, 'remembered + 1']]);
    expect(otherSession.reply.history).toEqual([]);
  });
});

test('there are no comms, and the reply says so under its own name', async () => {
  const { reply } = await kernel.request('comm_info_request', {});

  expect(reply).toEqual({ status: 'ok', comms: {} });
});
