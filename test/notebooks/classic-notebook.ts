/** The classic notebook, where it is installed: a server with folders of its own over a copy of notebooks/, looked at in Chromium. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import { chromiumOptions } from '../chromium-installed.js';
import { jupyterIn } from '../jupyter/jupyter-installed.js';

/** The program of the classic front end: version 6 is the last one, and 7 is another program of the same name. */
export const classicNotebook = ['jupyter-notebook', '/usr/bin/jupyter-notebook'].find((program) =>
  /^6\./.test(spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout ?? ''),
);

/** A running server, and a browser that may look at it. */
export class ClassicNotebook {
  /** The folder of the server: a kernelspec that is installed under it as a prefix is found. */
  readonly folder: string;
  /** The copies of the notebooks. */
  readonly notebooks: string;
  readonly #server: ChildProcess;
  readonly #browser: Browser;
  readonly #context: BrowserContext;
  readonly #address: URL;

  /** Nothing was ever run or trusted in it, and it knows no kernel for the notebooks. */
  static async start(): Promise<ClassicNotebook> {
    const folder = mkdtempSync(join(tmpdir(), 'aliaslab-classic-'));
    const notebooks = join(folder, 'notebooks');
    cpSync(join(packageRoot, 'notebooks'), notebooks, { recursive: true });
    const server = spawn(classicNotebook!, ['--no-browser', '--allow-root', notebooks], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: jupyterIn(folder).env,
    });
    const [address, browser] = await Promise.all([addressOf(server), chromium.launch(chromiumOptions)]);
    return new ClassicNotebook(folder, notebooks, server, browser, await browser.newContext(), address);
  }

  private constructor(
    folder: string,
    notebooks: string,
    server: ChildProcess,
    browser: Browser,
    context: BrowserContext,
    address: URL,
  ) {
    this.folder = folder;
    this.notebooks = notebooks;
    this.#server = server;
    this.#browser = browser;
    this.#context = context;
    this.#address = address;
  }

  /** The page of a notebook, shown as it was saved. */
  async open(name: string): Promise<Page> {
    const page = await this.#context.newPage();
    // The front end looks for an extension of Debian's that is not installed, and the server takes its time to say so.
    await page.route('**/nbextensions/widgets/**', (route) => route.abort());
    await page.goto(new URL(`/notebooks/${name}${this.#address.search}`, this.#address).href);
    await page.waitForFunction('window.Jupyter?.notebook?._fully_loaded');
    await imagesAreThere(page);
    return page;
  }

  /** Ends the browser, and the server with the kernels that it has started. */
  async close(): Promise<void> {
    await this.#browser.close();
    const ended = new Promise((resolve) => this.#server.once('close', resolve));
    this.#server.kill('SIGTERM');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Another notebook in the same page: the front end reads and shows it anew, without starting again itself. */
export async function turnTo(page: Page, name: string): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    Jupyter.notebook.events.one('notebook_loaded.Notebook', resolve);
    Jupyter.notebook.load_notebook(${JSON.stringify(name)});
  })`);
  await imagesAreThere(page);
}

/** Waits until each image is loaded, or has failed. */
export async function imagesAreThere(page: Page): Promise<void> {
  await page.waitForFunction('Array.from(document.images).every((image) => image.complete)');
}

/** The address that a server prints, with the token that it has made up. */
export async function addressOf(server: ChildProcess): Promise<URL> {
  let said = '';
  for await (const line of createInterface(server.stderr!)) {
    said += `${line}\n`;
    const found = /http:\/\/(?:127\.0\.0\.1|localhost):\d+\/\S*token=\w+/.exec(line);
    if (found === null) continue;
    // Whatever else it says is to be read too, or it would stop at a full pipe.
    server.stderr!.resume();
    return new URL(found[0]);
  }
  throw new Error(`Jupyter did not start; it wrote:\n${said}`);
}
