/**
 * A day's worth of odd messages and values: whatever is sent, and whatever a cell throws or shows, the kernel answers the next request.
 * Drawn with a fixed seed; `npm run soak` draws more, and others.
 */

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KernelClient } from '../../src/jupyter/client.js';
import { headerOf, RawFrontEnd } from './raw-front-end.js';

const seed = Number(process.env.SOAK_SEED ?? 1);
const RUNS = Number(process.env.SOAK_RUNS ?? 300);
const LONG = 2 ** 31 - 1;

let kernel: KernelClient;
let raw: RawFrontEnd;

beforeAll(async () => {
  kernel = await KernelClient.start();
  raw = new RawFrontEnd(kernel.process.connection);
});

afterAll(async () => {
  raw.close();
  await kernel.shutdown();
});

async function expectWell() {
  expect(await kernel.heartbeat('well?')).toBe('well?');
  expect((await kernel.request('kernel_info_request', {}, 'control')).reply.status).toBe('ok');
  expect((await kernel.request('kernel_info_request')).reply.status).toBe('ok');
}

const nested = (depth: number, open: string, inside: string, close: string) =>
  open.repeat(depth) + inside + close.repeat(depth);

/** Any JSON, and what is close to it. */
const anyJson: fc.Arbitrary<string> = fc.oneof(
  fc.json(),
  fc.constantFrom(
    'null',
    '[]',
    '""',
    '1e999',
    '{"__proto__": {"msg_type": "x"}}',
    '{',
    '',
    '\u0000',
    nested(100_000, '[', '', ']'),
    nested(100_000, '{"a":', '1', '}'),
  ),
  fc.string(),
);

const types = [
  'execute_request',
  'is_complete_request',
  'complete_request',
  'inspect_request',
  'history_request',
  'comm_open',
  'comm_msg',
  'comm_info_request',
  'kernel_info_request',
  'interrupt_request',
  'debug_request',
  'input_reply',
  '__proto__',
  'toString',
  'constructor',
];

const anyValue = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>('*'.repeat(40), `${'*a'.repeat(30)}b`, 1e308, -1, 'x'.repeat(1e6), {}, [], null),
);

/** A content that has the right names. */
const anyContent = fc
  .dictionary(
    fc.constantFrom(
      'code',
      'silent',
      'store_history',
      'user_expressions',
      'stop_on_error',
      'cursor_pos',
      'hist_access_type',
      'pattern',
      'n',
      'start',
      'stop',
      'session',
      'output',
      'unique',
      'comm_id',
    ),
    anyValue,
  )
  .map((content) => JSON.stringify({ code: '1', cursor_pos: 0, hist_access_type: 'search', ...content }));

const anyHeader = fc.oneof(
  anyJson,
  fc
    .tuple(
      fc.oneof(fc.constantFrom<unknown>(...types), anyValue),
      fc.dictionary(fc.constantFrom('msg_id', 'session', 'date', 'version', 'more', 'msg_type'), anyValue),
    )
    .map(([type, more]) => JSON.stringify(headerOf(type, more))),
);

const anyParts = fc.oneof(
  fc.tuple(anyHeader, anyJson, anyJson, fc.oneof(anyJson, anyContent)),
  fc.tuple(
    fc.constantFrom(...types).map((type) => JSON.stringify(headerOf(type))),
    fc.constant('{}'),
    fc.constant('{}'),
    anyContent,
  ),
);

describe(`${RUNS} odd messages of seed ${seed}`, () => {
  test(
    'that are signed are answered or ignored, and the kernel goes on',
    async () => {
      let sent = 0;
      await fc.assert(
        fc.asyncProperty(anyParts, fc.constantFrom('shell', 'control'), async (parts, channel) => {
          await raw.send(channel, parts);
          if (++sent % 25 === 0) await expectWell();
        }),
        { seed, numRuns: RUNS, endOnFailure: true },
      );
      await expectWell();
    },
    LONG,
  );

  test(
    'of any frames are ignored, and the kernel goes on',
    async () => {
      const anyFrame = fc.oneof(fc.constant('<IDS|MSG>'), fc.string(), fc.uint8Array(), anyJson);
      let sent = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyFrame, { minLength: 1, maxLength: 12 }),
          fc.constantFrom('shell', 'control'),
          async (frames, channel) => {
            await raw.sendFrames(channel, frames);
            if (++sent % 25 === 0) await expectWell();
          },
        ),
        { seed, numRuns: RUNS, endOnFailure: true },
      );
      await expectWell();
    },
    LONG,
  );
});

/** Code of a value, made of parts that do not let themselves be looked at. */
const anyValueCode: fc.Arbitrary<string> = fc.letrec<{ value: string; leaf: string }>((tie) => ({
  leaf: fc.oneof(
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc.constantFrom(
      'undefined',
      'Symbol()',
      '10n',
      '(() => {})',
      'new Error("e")',
      'new Map([[1, 2]])',
      'new Date(NaN)',
      'Object.create(null)',
      'Promise.resolve(1)',
      'Promise.reject(2)',
      'process',
      'globalThis',
      '"<svg"',
      "\"<svg xmlns='http://www.w3.org/2000/svg' width='1e9'/>\"",
      '({ data: [], layout: {} })',
      'new Uint8Array(5)',
    ),
  ),
  value: fc.oneof(
    { maxDepth: 3 },
    tie('leaf'),
    tie('value').map((of) => `({ get a() { throw ${of}; }, b: ${of} })`),
    tie('value').map((of) => `[${of}, ${of}]`),
    tie('value').map(
      (of) => `Object.assign(new Error("x"), { name: ${of}, message: ${of}, stack: ${of}, code: ${of} })`,
    ),
    tie('value').map((of) => `new Proxy(Object(${of}), { get() { throw ${of}; } })`),
    tie('value').map(
      (of) => `new Proxy(Object(${of}), { getPrototypeOf() { throw ${of}; }, ownKeys() { throw 1; } })`,
    ),
    tie('value').map((of) => `({ [Symbol.for("Jupyter.display")]: () => (${of}) })`),
    tie('value').map(
      (of) =>
        `({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": ${of}, "application/json": ${of} }) })`,
    ),
    tie('value').map((of) => `({ [Symbol.for("nodejs.util.inspect.custom")]: () => ${of} })`),
    tie('value').map((of) => `({ toJSON() { return ${of}; }, toString() { throw ${of}; } })`),
    tie('value').map((of) => `({ then(give: any) { give(${of}); } })`),
    tie('value').map((of) => `({ get [Symbol.toStringTag]() { throw ${of}; } })`),
  ),
})).value;

test(
  `${Math.ceil(RUNS / 10)} odd values of seed ${seed} are shown or thrown, and the kernel goes on`,
  async () => {
    await fc.assert(
      fc.asyncProperty(anyValueCode, fc.constantFrom('show', 'throw', 'throw later'), async (code, how) => {
        const any = `(${code} as any)`;
        const cell = {
          show: any,
          throw: `throw ${any};`,
          'throw later': `setTimeout(() => { throw ${any}; }, 0); void Promise.reject(${any}); await new Promise((r) => setTimeout(r, 2));`,
        }[how]!;

        const { reply } = await kernel.execute(cell);

        expect(['ok', 'error']).toContain(reply.status);
        expect((await kernel.execute('40 + 2')).published.at(-2)!.content.data).toEqual({
          'text/plain': '42',
        });
      }),
      { seed, numRuns: Math.ceil(RUNS / 10), endOnFailure: true },
    );
  },
  LONG,
);
