/**
 * `aliaslab start`: the main job. Serves the pages of notebooks as they were saved, at once; runs the notebooks behind them, marks
 * each page with what came of it, and writes the pages as files.
 */

import { Command, Option } from 'commander';
import { workFolders } from '../jupyter/kernel-home.js';
import { InputError } from '../units/problems.js';
import { complain, Failed, printJson, relativeToHere, wholeNumber } from './outcome.js';
import { ownNotebooks } from './own-notebooks.js';
import type { Pages } from './pages.js';
import type { Job } from './run-all.js';
import type { Answers } from './serve.js';

interface Options {
  once?: boolean;
  open: boolean;
  port: number;
  out: string;
  json?: boolean;
}

export function startCommand(): Command {
  const { pages } = workFolders();
  return new Command('start')
    .description('serve notebooks as HTML pages on this machine, run them behind the pages, and write these')
    .argument('[notebook...]', 'notebook files; those of the package if nothing is said')
    .option('--once', 'serve nothing: run all, write the pages and end; exit code 1 where a notebook fails')
    .option('--no-open', 'open no browser')
    .option('--port <number>', 'where to serve; 0 is any free port', wholeNumber(0, 65_535), 0)
    .addOption(new Option('--out <folder>', 'where the pages go').default(pages, relativeToHere(pages)))
    .option('--json', 'print JSON: what is written, and what came of it')
    .action(start);
}

async function start(given: string[], options: Options): Promise<void> {
  const { readNotebooks, refuseOtherKernels } = await import('./run-one.js');
  const { described, listFile, preparePages } = await import('./pages.js');
  const { PageLinks } = await import('./page-links.js');
  const { Job } = await import('./run-all.js');
  const { Work } = await import('./start-work.js');
  const { once = false, open, port, out, json = false } = options;
  const read = readNotebooks(given.length > 0 ? given : ownNotebooks(), 'start');
  refuseOtherKernels(read, 'start');
  const notebooks = new Map([...read].map(([path, { notebook }]) => [path, notebook]));
  const links = new PageLinks(notebooks, { hasList: true });
  const pages: Pages = { out, hasList: true, command: 'aliaslab start' };
  preparePages([...notebooks.keys()], pages);
  const jobs = links.paths.map((path) => new Job(path, notebooks.get(path)!));
  const work = new Work(jobs, links, pages, json ? () => {} : (text) => console.log(text));
  const written = {
    pages: jobs.map(({ path, notebook }) => described(path, notebook, pages, links)),
    index: listFile(pages),
  };
  if (once) {
    await work.run(new AbortController().signal);
    if (json) printJson({ ...written, ...work.report() });
    failIfAny(jobs);
    return;
  }
  const { servedPages } = await import('./served-pages.js');
  const { server, address } = await serving(
    servedPages(jobs, links, () => work.mark),
    port,
  );
  const interrupt = new AbortController();
  const interrupted = new Promise<void>((resolve) => {
    // Kept to the end: of handlers that go after one signal, the one that ends kernels would take itself for the last.
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        // Who asks twice does not want to wait.
        if (interrupt.signal.aborted) process.exit(130);
        interrupt.abort();
        resolve();
      });
  });
  if (json) printJson({ ...written, address });
  else console.log(`open ${address} (Ctrl-C ends)`);
  if (open && !json) (await import('./open-browser.js')).openBrowser(address);
  try {
    await work.run(interrupt.signal);
    if (json) printJson(work.report());
    for (const { failure } of jobs) if (failure !== undefined) complain(`aliaslab: ${failure}`);
    await interrupted;
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** All of them have run by now. */
function failIfAny(jobs: readonly Job[]): void {
  const failures = jobs.flatMap(({ failure }) => failure ?? []);
  if (failures.length > 0) throw new Failed(failures.join('\n'));
}

async function serving(answers: Answers, port: number) {
  const { serve } = await import('./serve.js');
  return serve(answers, port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    throw new InputError([`port ${port} cannot be used: ${error.message}`], 'aliaslab start --port 0');
  });
}
