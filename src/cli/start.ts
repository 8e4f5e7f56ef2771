/** `aliaslab start`: the main job. Runs the notebooks of the package, writes their pages and serves them. */

import { Command, Option } from 'commander';
import { workFolders } from '../jupyter/kernel-home.js';
import { InputError } from '../units/problems.js';
import { Failed, printJson, relativeToHere, wholeNumber } from './outcome.js';
import { ownNotebooks } from './own-notebooks.js';
import type { Page } from './pages.js';

interface Options {
  once?: boolean;
  port: number;
  out: string;
  json?: boolean;
}

export function startCommand(): Command {
  const { pages } = workFolders();
  return new Command('start')
    .description('run notebooks, write them as HTML pages and serve these on this machine')
    .argument('[notebook...]', 'notebook files; those of the package if nothing is said')
    .option('--once', 'end after the pages are written')
    .option('--port <number>', 'where to serve; 0 is any free port', wholeNumber(0, 65_535), 0)
    .addOption(new Option('--out <folder>', 'where the pages go').default(pages, relativeToHere(pages)))
    .option('--json', 'print JSON')
    .action(start);
}

async function start(given: string[], { once, port, out, json }: Options): Promise<void> {
  const { failureText, readNotebooks, refuseOtherKernels, runOne } = await import('./run-one.js');
  const { preparePages, writeIndex, writePage } = await import('./pages.js');
  const say = (text: string) => (json ? undefined : console.log(text));
  const pages: Page[] = [];
  const failures: string[] = [];
  const read = readNotebooks(given.length > 0 ? given : ownNotebooks(), 'start');
  refuseOtherKernels(read, 'start');
  const into = { out, hasList: true, command: 'aliaslab start' };
  preparePages([...read.keys()], into);
  for (const [path, { notebook: saved }] of read) {
    const ran = await runOne(path, saved, { progress: json ? process.stderr : process.stdout });
    const shown = relativeToHere(path);
    if (ran.failure !== undefined) failures.push(failureText(shown, ran.failure));
    else {
      const page = await writePage(path, ran.notebook, into);
      pages.push(page);
      say(`${shown}  ${ran.cells} cells in ${ran.seconds.toFixed(1)} s  ${relativeToHere(page.file)}`);
    }
  }
  if (failures.length > 0) throw new Failed(failures.join('\n'));
  const index = await writeIndex(pages, into);
  if (once) {
    if (json) printJson({ pages, index });
    else say(`all pages: ${relativeToHere(index)}`);
    return;
  }
  const written = [index, ...pages.map(({ file }) => file)];
  await serveUntilInterrupted(written, port, (address) => {
    if (json) printJson({ pages, index, address });
    else say(`open ${address} (Ctrl-C ends)`);
  });
}

async function serveUntilInterrupted(
  files: readonly string[],
  port: number,
  ready: (address: string) => void,
): Promise<void> {
  const { serve } = await import('./serve.js');
  const { server, address } = await serve(files, port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    throw new InputError([`port ${port} cannot be used: ${error.message}`], 'aliaslab start --port 0');
  });
  ready(address);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  server.close();
  server.closeAllConnections();
}
