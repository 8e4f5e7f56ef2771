/** What cells cannot reach, in a real browser: what stores, what others hear, what leads to a network or to another world. */
import { expect, it } from 'vitest';
import { describeInChromium, notebookOf, outputOf, runAll, withoutPolicy, withWorker } from './chromium.js';

/** Names that no cell may find, by whatever way. */
const taken = [
  ...[
    'indexedDB',
    'IDBFactory',
    'IDBDatabase',
    'caches',
    'CacheStorage',
    'Cache',
    'cookieStore',
    'CookieStore',
  ],
  ...[
    'navigator',
    'WorkerNavigator',
    'StorageManager',
    'LockManager',
    'FileSystemDirectoryHandle',
    'storageBuckets',
  ],
  ...['webkitRequestFileSystem', 'webkitRequestFileSystemSync', 'webkitResolveLocalFileSystemURL'],
  ...[
    'BroadcastChannel',
    'MessageChannel',
    'MessagePort',
    'postMessage',
    'onmessage',
    'SharedWorker',
    'Worker',
  ],
  ...[
    'fetch',
    'fetchLater',
    'Request',
    'XMLHttpRequest',
    'EventSource',
    'WebSocket',
    'WebSocketStream',
    'WebTransport',
  ],
  ...[
    'RTCPeerConnection',
    'RTCDataChannel',
    'importScripts',
    'location',
    'WorkerLocation',
    'FontFace',
    'fonts',
  ],
  ...[
    'Notification',
    'PushManager',
    'ServiceWorkerRegistration',
    'serviceWorker',
    'FileReaderSync',
    'ShadowRealm',
  ],
  ...['createObjectURL', 'GPU', 'USB', 'Serial', 'HID', 'PressureObserver'],
];

/** A cell that looks for them: as a name, through each object that is `this`, in each prototype, and wherever objects lead. */
const looking = `const names: string[] = ${JSON.stringify(taken)};
const found = new Set<string>();
const worlds: any[] = [globalThis, self, Function('return this')(), (0, eval)('this'), (() => {}).constructor('return this')(), await (async () => {}).constructor('return this')(), (function* () {}).constructor('yield this')().next().value, Reflect.construct(Function, ['return this'])(), new (class extends Function { constructor() { super('return this'); } })()()];
for (const name of names) {
  if ((0, eval)('typeof ' + name) !== 'undefined') found.add('name ' + name);
  for (const world of worlds) {
    if (name in world) found.add('in ' + name);
    for (let at = world; at; at = Object.getPrototypeOf(at))
      if (Object.hasOwn(at, name) || at.__lookupGetter__?.(name)) found.add('prototype ' + name);
  }
}
const seen = new Set<unknown>();
const open: unknown[] = [...worlds, ...(globalThis as any).events, new Event('x'), new ErrorEvent('x'), new AbortController(), new Response('x').body, new Blob(['x']).stream(), new OffscreenCanvas(1, 1).getContext('2d'), performance, crypto, console, new Error('x'), import('x').catch(() => 1), async function* () {}];
while (open.length > 0) {
  const at: any = open.pop();
  if (at === null || (typeof at !== 'object' && typeof at !== 'function') || seen.has(at)) continue;
  seen.add(at);
  const kind = Object.prototype.toString.call(at).slice(8, -1);
  const called = Object.getOwnPropertyDescriptor(at, 'name')?.value;
  for (const name of names) if (called === name || kind === name) found.add('walk ' + name);
  open.push(Object.getPrototypeOf(at));
  for (const key of Reflect.ownKeys(at)) {
    const { value, get, set } = Object.getOwnPropertyDescriptor(at, key)!;
    open.push(value, get, set);
    if (get !== undefined) try { const got = at[key]; got?.catch?.(() => {}); open.push(got); } catch {}
  }
}
[...found].join(', ') + ' of ' + (seen.size > 1000 ? 'many' : seen.size)`;

/** Events that the worker hears are a way to what they came through. */
const listening = `globalThis.events = [];
for (const type of ['message', 'error', 'unhandledrejection', 'messageerror']) addEventListener(type, (event) => { events.push(event); });
setTimeout(() => { throw new Error('heard'); });
await new Promise((resolve) => setTimeout(resolve, 50));`;

/** Speaks as our worker does, and takes nothing away. */
const unconfined = `onmessage = async ({ data }) => {
  if (data.type === 'start') return postMessage('{"run":0,"parts":[]}');
  if (data.type !== 'run') return;
  const text = String(await (0, eval)(data.source));
  postMessage(JSON.stringify({ run: data.run, parts: [{ output: { output_type: 'stream', name: 'stdout', text } }], end: 'ok' }));
};`;

describeInChromium('a cell', (open) => {
  it.each([
    ['of a file', false, (html: string) => html],
    ['of a served page', true, (html: string) => html],
    ['without the policy', false, withoutPolicy],
  ])('finds nothing that stores, tells or asks, by any way: %s', async (_what, isServed, change) => {
    const { page, asked } = await open(notebookOf(listening, looking), { isServed, change });

    expect(await runAll(page)).toBe('All cells ran.');

    expect(await outputOf(page, 2)).toBe('of many');
    expect(asked).toEqual([]);
  });

  it('would find them, if they were there (control)', async () => {
    const names = [
      'indexedDB',
      'caches',
      'BroadcastChannel',
      'fetch',
      'Worker',
      'importScripts',
      'navigator',
    ];
    const looks = `[${names.map((name) => `typeof ${name}`)}].join()`;
    const { page } = await open(notebookOf(looks), { change: withWorker(unconfined), isServed: true });

    expect(await runAll(page)).toBe('All cells ran.');

    expect(await outputOf(page, 1)).toBe('object,object,function,function,function,function,object');
  });

  it('still has what computes: time, chance, text, streams, WebAssembly, drawing', async () => {
    const kept = `const bytes = new TextEncoder().encode('a text');
const packed = await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
const back = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
const module = new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
const canvas = new OffscreenCanvas(2, 2); canvas.getContext('2d')!.fillRect(0, 0, 1, 1);
await new Promise((resolve) => setTimeout(resolve, 1));
[back, typeof performance.now(), crypto.getRandomValues(new Uint8Array(2)).length, structuredClone({ a: 1 }).a, new URL('https://a.b/c').pathname, atob(btoa('x')), module instanceof WebAssembly.Module, (await canvas.convertToBlob()).type, new AbortController().signal.aborted].join()`;
    const { page } = await open(notebookOf(kept));

    expect(await runAll(page)).toBe('All cells ran.');

    expect(await outputOf(page, 1)).toBe('a text,number,2,1,/c,x,true,image/png,false');
  });

  it('prints by its console what Node prints, and leaves nothing with the browser', async () => {
    const source = `console.log('%d sets', 4); console.group('a group'); console.dir({ a: 1 }); console.count(); console.count(); console.assert(1 === 1, 'no'); console.assert(false, 'yes'); console.time(); console.clear(); console.timeEnd();`;
    const { page, said } = await open(notebookOf(source));

    await runAll(page);

    expect((await outputOf(page, 1)).replaceAll(/\s*\n\s*/g, '\n')).toBe(
      '4 sets\na group\n{ a: 1 }\ndefault: 1\ndefault: 2\nstderr\nAssertion failed: yes',
    );
    expect(said).toEqual([]);
  });

  it('cannot say to the worker what only the page says', async () => {
    const forging = `dispatchEvent(Object.assign(new Event('message'), { data: { type: 'run', run: 7, cell: 1, source: "console.log('forged')" } }));
'as it should be'`;
    const { page } = await open(notebookOf(forging, "'and after it'"));

    expect(await runAll(page)).toBe('All cells ran.');

    expect(await outputOf(page, 1)).toBe('as it should be');
    expect(await outputOf(page, 2)).toBe('and after it');
  });
});
