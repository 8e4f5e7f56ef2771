/**
 * JupyterLab 4 and Notebook 7, where they are installed: on the PATH, or in .venv, where .ci/run puts them. A server of each has
 * folders of its own, with the aliaslab kernel, and a copy of notebooks/; Chromium looks at it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { packageRoot } from '../../src/jupyter/kernel-home.js';
import { installKernelspec } from '../../src/jupyter/kernelspec.js';
import { chromiumOptions } from '../chromium-installed.js';
import { jupyterIn } from '../jupyter/jupyter-installed.js';
import { addressOf } from './classic-notebook.js';

/** A front end that people use today. */
export interface FrontEnd {
  readonly name: string;
  /** Its program; undefined where it is not installed. */
  readonly program: string | undefined;
  /** Where it shows a notebook. */
  readonly path: string;
}

export const frontEnds: readonly FrontEnd[] = [
  { name: 'JupyterLab 4', program: installed('jupyter-lab', /^4\./), path: '/lab/tree' },
  { name: 'Notebook 7', program: installed('jupyter-notebook', /^7\./), path: '/notebooks' },
];

function installed(name: string, version: RegExp): string | undefined {
  return [name, join(packageRoot, '.venv/bin', name)].find((program) =>
    version.test(spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout ?? ''),
  );
}

/** A notebook in a front end. */
export interface OpenNotebook {
  readonly page: Page;
  /** The copies of the notebooks. */
  readonly notebooks: string;
  /** Shows another notebook. */
  open(name: string): Promise<void>;
  /** Carries out a command of the front end, as its menu does. */
  command(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts a front end, in which nothing was ever run or trusted. */
export async function start({ program, path }: FrontEnd): Promise<OpenNotebook> {
  const folder = mkdtempSync(join(tmpdir(), 'aliaslab-jupyter-'));
  const notebooks = join(folder, 'notebooks');
  cpSync(join(packageRoot, 'notebooks'), notebooks, { recursive: true });
  await installKernelspec({ prefix: folder });
  const server = spawn(program!, ['--no-browser', '--allow-root', '--expose-app-in-browser', notebooks], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: jupyterIn(folder).env,
  });
  const [address, browser] = await Promise.all([addressOf(server), chromium.launch(chromiumOptions)]);
  const page = await browser.newPage();
  return {
    page,
    notebooks,
    async open(name) {
      // Without what was open before, which JupyterLab opens again.
      await page.goto(new URL(`${path}/${name}${address.search}&reset`, address).href);
      await page.locator('.jp-Notebook .jp-CodeCell').first().waitFor();
      // Before its kernel is there, whoever runs cells is asked which one to take.
      await page.waitForFunction(
        "window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'",
      );
    },
    async command(name) {
      await page.evaluate(`void window.jupyterapp.commands.execute(${JSON.stringify(name)})`);
    },
    async close() {
      await browser.close();
      const ended = new Promise((resolve) => server.once('close', resolve));
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
