/**
 * The worker of a page: the library, and a session of cells. It has no document and, by the page's policy, no network.
 * Cells may give any name to their things, also `postMessage`: what this file needs of the browser it takes first.
 */

import * as arquero from 'arquero';
import { format, inspect } from 'node-inspect-extracted';
import { jupyterDisplay, type MimeBundle } from '../../jupyter/mime.js';
import { describeThrown } from './cell-error.js';
import * as aliaslab from './face.js';
import type { PageOutput, Report, Request } from './messages.js';
import { Printer } from './printer.js';
import { Session } from './session.js';
import { completeBundle, displayBundle, sendDisplayTo } from './show.js';
import { carrySamples } from './traces.js';

/** The names that the library exports as types: put here by the build. */
declare const TYPE_NAMES: readonly string[];

const post = globalThis.postMessage.bind(globalThis) as (report: Report) => void;
const session = new Session({ aliaslab, arquero }, TYPE_NAMES);

/** The run that goes on, or was the last. */
let run = 0;
let running = { source: '', cell: 0 };

const printer = new Printer((name, text) =>
  post({ type: 'output', run, output: { output_type: 'stream', name, text } }),
);

function output(shown: PageOutput): void {
  printer.flush();
  if (printer.mayShow('data' in shown ? shown.data : undefined)) post({ type: 'output', run, output: shown });
}

function print(name: 'stdout' | 'stderr'): (...values: unknown[]) => void {
  return (...values) => printer.print(name, `${format(...values)}\n`);
}

for (const name of ['log', 'info', 'debug'] as const) console[name] = print('stdout');
for (const name of ['error', 'warn', 'trace'] as const) console[name] = print('stderr');
console.table = print('stdout');

sendDisplayTo(({ data, metadata, transient }) => {
  const { display_id: id } = transient;
  printer.flush();
  if (typeof id === 'string') {
    if (printer.mayShow(data, true)) post({ type: 'display', run, id, data });
  } else output({ output_type: 'display_data', data, metadata });
});

/** A cell's last value, in the richest form that it has. */
async function shownValue(value: unknown): Promise<MimeBundle> {
  const own = (value as Record<symbol, unknown>)[jupyterDisplay];
  const bundle = typeof own === 'function' ? completeBundle(await own.call(value)) : displayBundle(value);
  return bundle ?? { 'text/plain': typeof value === 'string' ? value : inspect(value) };
}

async function runCell(source: string, cell: number): Promise<boolean> {
  running = { source, cell };
  const end = await session.run(source, cell);
  if (!end.ok) {
    output({ output_type: 'error', ...end.error });
    return false;
  }
  if (end.value === undefined || end.value === null) return true;
  try {
    const data = await shownValue(end.value);
    output({ output_type: 'execute_result', data, metadata: {}, execution_count: null });
    return true;
  } catch (thrown) {
    output({ output_type: 'error', ...describeThrown(thrown, running) });
    return false;
  }
}

/** A worker that closes itself would leave the page waiting for it. */
globalThis.close = () => {
  throw new Error('a cell cannot close the page; Stop ends what runs');
};

/** What a cell started and did not wait for. */
function lateError(thrown: unknown): void {
  printer.print('stderr', `${describeThrown(thrown, running).traceback.join('\n')}\n`);
}
globalThis.addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  lateError(event.reason);
});
globalThis.addEventListener('error', (event) => {
  event.preventDefault();
  lateError(event.error);
});

globalThis.addEventListener('message', async ({ data }: MessageEvent<Request>) => {
  if (data.type === 'start') {
    carrySamples(data.samples);
    post({ type: 'ready' });
    return;
  }
  printer.flush();
  run = data.run;
  printer.begin();
  const ok = await runCell(data.source, data.cell);
  printer.flush();
  post({ type: 'done', run: data.run, ok });
});
