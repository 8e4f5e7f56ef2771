/** Values that do not let themselves be shown, cells that change what all code stands on, output without end: the kernel answers. */

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { Subscriber } from 'zeromq';
import { KernelClient } from '../../src/jupyter/client.js';
import { addressOf } from '../../src/jupyter/wire-connection.js';
import { hostileValues } from './hostile-values.js';
import { heard, published } from './talk.js';

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start();
});

afterAll(() => kernel.shutdown());

/** The kernel is well: it runs a cell. */
async function expectWell() {
  expect(await published(kernel, "console.log('well'); 6 * 7")).toEqual([
    'status busy',
    expect.stringMatching(/^execute_input/),
    'stream stdout "well\\n"',
    expect.stringMatching(/^execute_result \[\d+\] 42$/),
    'status idle',
  ]);
}

describe.each(Object.entries(hostileValues))('%s', (_, value) => {
  test('can be thrown', async () => {
    const { reply } = await kernel.execute(`throw ${value};`);

    expect(reply).toMatchObject({ status: 'error', ename: expect.any(String), evalue: expect.any(String) });
    await expectWell();
  });

  test('can be thrown where nobody waits', async () => {
    const { published: messages } = await kernel.execute(
      `setTimeout(() => { throw ${value}; }, 1); void Promise.reject(${value}); await new Promise((r) => setTimeout(r, 20));`,
    );

    expect(messages.map(({ content }) => content.text).join('')).toContain('Unhandled rejection: ');
    await expectWell();
  });

  test('can be the last value', async () => {
    const { reply } = await kernel.execute(`(${value})`);

    expect(['ok', 'error']).toContain(reply.status);
    await expectWell();
  });
});

describe('a getter that never ends', () => {
  const endless =
    'Object.defineProperty(new Error("mine"), "name", { get() { console.log("begun"); for (;;); } })';

  test('is waited for a while where nobody waits for what is thrown', async () => {
    const { published: messages } = await kernel.execute(
      `setTimeout(() => { throw ${endless}; }, 1); await new Promise((r) => setTimeout(r, 20));`,
    );

    expect(messages.map(({ content }) => content.text).join('')).toContain('Uncaught exception: Error: mine');
    await expectWell();
  });

  test('is a part of the cell that throws it, and can be interrupted', async () => {
    const begun = heard(kernel, 'stream stdout "begun');
    const answer = kernel.execute(`throw ${endless};`);
    await begun;
    kernel.process.interrupt();

    // Node looks at what is thrown while it ends the cell; where it is cut off there, it ends itself.
    expect((await answer).reply.ename).toMatch(/^(Interrupted|ProcessEnded)$/);
    await expectWell();
  });
});

describe('a cell that changes', () => {
  test.each([
    ['JSON.stringify', 'JSON.stringify = () => { throw 1; };'],
    ['JSON.parse', 'JSON.parse = () => { throw 1; };'],
    ['toJSON of all objects', '(Object.prototype as any).toJSON = () => "mine";'],
    ['then of all objects', '(Object.prototype as any).then = () => {}; 0'],
    [
      'a getter of all objects',
      "Object.defineProperty(Object.prototype, 'thrown', { get() { throw 1; }, configurable: true });",
    ],
    [
      'a setter of all objects',
      "for (const key of ['run', 'cell', 'as', 'interrupt', 'shown', 'data', 'names']) Object.defineProperty(Object.prototype, key, { get() { throw 1; }, set() { throw 2; } });",
    ],
    [
      'what arrays do',
      "for (const name of ['map', 'join', 'push', 'filter', 'slice', Symbol.iterator]) (Array.prototype as any)[name] = () => { throw 1; };",
    ],
    [
      'what texts do',
      "for (const name of ['slice', 'split', 'replace', 'match', 'trim']) (String.prototype as any)[name] = () => { throw 1; };",
    ],
    ['promises', '(globalThis as any).Promise = function () { throw 1; }; 0'],
    ['timers', '(globalThis as any).setImmediate = (globalThis as any).setTimeout = () => {}; 0'],
    ['Map', "for (const name of ['get', 'set', 'has']) (Map.prototype as any)[name] = () => { throw 1; };"],
    ['Buffer', '(globalThis as any).Buffer = undefined;'],
    ['process', '(globalThis as any).process = undefined;'],
    ['the console', '(globalThis as any).console.error = () => { throw 1; };'],
  ])('%s is answered, and so are the next', async (_, code) => {
    expect((await kernel.execute(code)).reply.status).toMatch(/^(ok|error)$/);
    expect((await kernel.execute('1 + 1')).reply.status).toMatch(/^(ok|error)$/);
    expect((await kernel.execute('throw new RangeError("mine")')).reply).toMatchObject({ status: 'error' });
    expect((await kernel.request('complete_request', { code: 'parseIn', cursor_pos: 7 })).reply.status).toBe(
      'ok',
    );
    const begun = heard(kernel, 'stream stdout "begun');
    const answer = kernel.execute('console.log("begun"); for (;;);');
    await begun;
    kernel.process.interrupt();
    expect((await answer).reply.ename).toMatch(/^(Interrupted|ProcessEnded)$/);

    // A process of their own for the next.
    expect((await kernel.execute('(globalThis.process ?? require("process")).exit()')).reply.ename).toBe(
      'ProcessEnded',
    );
    await expectWell();
  });
});

test('a cell that takes Object away lets no cell run any more, and each is answered', async () => {
  const own = await KernelClient.start();
  onTestFinished(() => own.shutdown());

  await own.execute('(globalThis as any).Object = (globalThis as any).Error = undefined;');

  for (const code of ['1 + 1', 'throw 1;'])
    expect((await own.execute(code)).reply).toMatchObject({ status: 'error', ename: 'TypeError' });
});

describe('output without end', () => {
  test('of text is cut, and says so', async () => {
    const { reply, published: messages } = await kernel.execute(
      "const line = 'x'.repeat(2 ** 20) + '\\n'; for (let i = 0; i < 40; i++) process.stdout.write(line);",
    );

    const texts = messages.filter(({ header }) => header.msg_type === 'stream').map(({ content }) => content);
    const length = texts
      .filter(({ name }) => name === 'stdout')
      .reduce((sum, { text }) => sum + String(text).length, 0);
    expect(reply.status).toBe('ok');
    expect(length).toBe(2 ** 24);
    expect(texts.at(-1)).toEqual({
      name: 'stderr',
      text: "\nthis cell has printed 16 MiB, and no cell's output may be larger: what else it prints is left out\n",
    });
    await expectWell();
  });

  test('of pictures is cut, and says so', async () => {
    const { published: messages } = await kernel.execute(
      "import { display } from 'tslab'; for (let i = 0; i < 20; i++) display.text('x'.repeat(2 ** 23));",
    );

    const shown = messages.filter(({ header }) => header.msg_type === 'display_data');
    expect(shown).toHaveLength(15);
    expect(messages.at(-2)?.content.text).toContain('this cell has shown 128 MiB');
    await expectWell();
  });

  test('in one value is cut, and says so', async () => {
    const { published: messages } = await kernel.execute(
      'Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => ["key" + i, i]))',
    );

    const { data } = messages.at(-2)!.content as { data: Record<string, string> };
    expect(data['text/plain']).toMatch(/… and [\d,]+ more letters$/);
    expect(data['text/plain']!.length).toBeLessThan(2 ** 20 + 100);
  });

  test('in one picture is refused, and says so', async () => {
    const lines = await published(kernel, "display.text('x'.repeat(2 ** 26))");

    expect(lines).toContainEqual(
      'display_data {"text/plain":"not shown: this output takes 65 MiB, and one output may take 32 MiB"}',
    );
  });

  test.skipIf(process.platform !== 'linux')(
    'that one front end never reads fills no memory, and is read by another (Linux)',
    async () => {
      const { published: asked } = await kernel.execute('process.ppid');
      const pid = (asked.at(-2)!.content.data as Record<string, string>)['text/plain'];
      const megabytes = () => {
        const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
        return Number(kilobytes) / 1024;
      };
      const before = megabytes();
      const deaf = new Subscriber({ receiveHighWaterMark: 1, linger: 0 });
      deaf.subscribe();
      deaf.connect(addressOf(kernel.process.connection, 'iopub'));

      let shown = 0;
      for (let cell = 0; cell < 5; cell++) {
        const { published: messages } = await kernel.execute(
          "import { display } from 'tslab'; for (let i = 0; i < 50; i++) display.text('y'.repeat(2 ** 21));",
        );
        shown += messages.filter(({ header }) => header.msg_type === 'display_data').length;
      }
      deaf.close();

      expect(shown).toBe(250);
      // 500 MiB were shown. What is queued has its limit; what was garbage is not all given back at once.
      expect(megabytes() - before).toBeLessThan(500);
    },
  );

  test('that never pauses keeps its reader up, and nothing piles up', async () => {
    const { published: messages } = await kernel.execute(
      'for (let i = 0; i < 200_000; i++) console.log(i); process.memoryUsage().rss < 400e6',
    );

    expect(messages.at(-2)?.content).toMatchObject({ data: { 'text/plain': 'true' } });
  });
});
