/** Live pages in a real Chromium, opened from files as whoever is sent one opens it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, onTestFinished } from 'vitest';
import { serve } from '../../src/cli/serve.js';
import { notebookPage } from '../../src/explain/page.js';
import type { Notebook, NotebookCell } from '../../src/jupyter/notebook.js';
import { parseNotebook } from '../../src/jupyter/notebook-parse.js';

const program = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);
const where = program === undefined ? '' : spawnSync('which', [program], { encoding: 'utf8' }).stdout.trim();

/** How a page is opened. */
export interface Opening extends BrowserContextOptions {
  /** What follows the address. */
  readonly fragment?: string;
  /** Changes the page's text before it is written: for controls, which show that a test would see a failure. */
  readonly change?: (html: string) => string;
  /** Opened at the address of our server, and not as a file. */
  readonly isServed?: boolean;
  /** Opened in a page of somebody else's, as its only frame. */
  readonly isFramed?: boolean;
}

/** What a worker says of the names of cells; this one knows none. */
const KNOWS_NO_NAMES = `
const its = onmessage;
onmessage = (event) => {
  const { type, run, sources } = event.data;
  if (type !== 'names') return its(event);
  const none = { changes: [], adds: [], reads: [] };
  const names = sources.map(() => ({ ...none, gives: [], later: none, isUntold: false }));
  postMessage(JSON.stringify({ run, parts: [{ names }], end: 'ok' }));
};`;

/** Changes a page so that its cells run in another worker: this script, which need not know of names. */
export function withWorker(script: string, { isDeaf = false } = {}): (html: string) => string {
  const packed = gzipSync(isDeaf ? script : script + KNOWS_NO_NAMES).toString('base64');
  return (html) =>
    html.replace(
      /(<script type="text\/plain" id="aliaslab:part-worker" data-packed=")zstd">[^<]*/,
      (_, begin) => `${begin}gzip">${packed}`,
    );
}

/** Takes the policy from a page. */
export const withoutPolicy = (html: string) =>
  html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');

/** A page that was opened, and what it did beside what was asked. */
export interface Opened {
  readonly page: Page;
  /** Messages on the console, and errors. */
  readonly said: string[];
  /** Addresses that were asked for, the page's own left out. */
  readonly asked: string[];
}

export type Open = (notebook: Notebook, opening?: Opening) => Promise<Opened>;

/** Tests that need Chromium; where there is none they are skipped, and say so. */
export function describeInChromium(what: string, tests: (open: Open) => void): void {
  describe.skipIf(where === '')(
    `${what}${where === '' ? ' (skipped: Chromium is not installed)' : ''}`,
    () => {
      let browser: Browser;
      let folder: string;
      let pages = 0;
      const contexts: BrowserContext[] = [];
      beforeAll(async () => {
        folder = mkdtempSync(join(tmpdir(), 'aliaslab-live-'));
        browser = await chromium.launch({ executablePath: where, args: ['--no-sandbox'] });
      });
      afterAll(async () => {
        await browser?.close();
        rmSync(folder, { recursive: true, force: true });
      });
      // What a test has left running takes no time from the next.
      afterEach(() => Promise.all(contexts.splice(0).map((context) => context.close())));
      tests(async (notebook, opening = {}) => {
        const { fragment = '', change = (html) => html, isServed, isFramed, ...options } = opening;
        const file = join(folder, `page-${++pages}.html`);
        writeFileSync(file, change(notebookPage(notebook, { live: 'page.ipynb' })));
        const context = await browser.newContext(options);
        contexts.push(context);
        const page = await context.newPage();
        const said: string[] = [];
        const asked: string[] = [];
        page.on('console', (message) => said.push(message.text()));
        page.on('pageerror', (error) => said.push(String(error)));
        context.on('request', (request) => asked.push(request.url()));
        const own = isServed ? await addressOf(file) : pathToFileURL(file).href;
        if (isFramed) {
          const around = join(folder, `around-${pages}.html`);
          writeFileSync(around, `<iframe src="${own}${fragment}" width="900" height="600"></iframe>`);
          await page.goto(pathToFileURL(around).href);
        } else {
          await page.goto(own + fragment);
          if (options.javaScriptEnabled !== false) await page.waitForSelector('html[data-live=ready]');
        }
        return {
          page,
          said,
          get asked() {
            return asked.filter((address) => !/^(data|blob):/.test(address) && !address.startsWith(own));
          },
        };
      });
    },
  );
}

/** The address of a page on our server, which ends with the test. */
async function addressOf(file: string): Promise<string> {
  const { server, address } = await serve([file], 0);
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return address + basename(file);
}

/** A notebook of code cells with what they showed, and of Markdown where a text starts with `#`. */
export function notebookOf(...cells: (string | { source: string; text: string })[]): Notebook {
  let count = 0;
  const made = cells.map((cell): NotebookCell => {
    if (typeof cell === 'string' && cell.startsWith('#'))
      return { cell_type: 'markdown', metadata: {}, source: cell };
    const { source, text } = typeof cell === 'string' ? { source: cell, text: '' } : cell;
    const outputs =
      text === '' ? [] : [{ output_type: 'stream' as const, name: 'stdout' as const, text: `${text}\n` }];
    return { cell_type: 'code', metadata: {}, source, execution_count: ++count, outputs };
  });
  return { cells: made, metadata: { language_info: { name: 'typescript' } }, nbformat: 4, nbformat_minor: 4 };
}

/** What a cell shows, as text. */
export async function outputOf(page: Page, cell: number): Promise<string> {
  return (await page.locator(`[data-cell="${cell}"] .outputs`).innerText()).trim();
}

/** Opens a cell that is folded, as one that only claims. */
export async function unfold(page: Page, cell: number): Promise<void> {
  const summary = page.locator(`[data-cell="${cell}"] details.whole:not([open]) > summary`);
  if ((await summary.count()) > 0) await summary.click();
}

/** Puts another text into a cell, with the keyboard. */
export async function edit(page: Page, cell: number, text: string): Promise<void> {
  await unfold(page, cell);
  const editor = page.getByRole('textbox', { name: `Code of cell ${cell}`, exact: true });
  if ((await editor.count()) > 0) await editor.focus();
  else await page.getByRole('button', { name: `Edit cell ${cell}`, exact: true }).click();
  await editor.waitFor();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

/** Runs a cell and waits until it has ended. */
export async function run(page: Page, cell: number): Promise<void> {
  await unfold(page, cell);
  await page.getByRole('button', { name: `Run cell ${cell}`, exact: true }).click();
  await ended(page);
}

/** Waits until nothing runs any more. */
export async function ended(page: Page): Promise<void> {
  await page.waitForSelector('html[data-live=ready]', { state: 'attached', timeout: 60_000 });
}

/** Runs all cells, and gives what the page says of it. */
export async function runAll(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Run all', exact: true }).click();
  await ended(page);
  return page.locator('.said').innerText();
}

/** The notebook that the page gives back. */
export async function downloaded(page: Page): Promise<Notebook> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download .ipynb' }).click();
  const file = await (await coming).path();
  return parseNotebook(readFileSync(file, 'utf8'), 'the download');
}
