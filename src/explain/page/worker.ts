/**
 * The worker of a page: the library, and a session of cells. It has no document, by the page's policy no network, and what else
 * reaches beyond it is taken away (confine.ts). What this file needs of the browser it takes first.
 */

import * as arquero from 'arquero';
import { inspect } from 'node-inspect-extracted';
import { claimsBegin, hearClaims } from '../../fluent/claim-hearer.js';
import { jupyterDisplay, type MimeBundle } from '../../jupyter/mime.js';
import { answerHand } from '../hands/hands.js';
import { namesOfCell } from './cell-names.js';
import { confine } from './confine.js';
import { printingConsole } from './console.js';
import * as aliaslab from './face.js';
import type { HandReport, HandRequest } from './hands/hands-worker.js';
import { READY, type Request } from './messages.js';
import { Outbox } from './outbox.js';
import { Session } from './session.js';
import { completeBundle, displayBundle, sendDisplayTo } from './show.js';
import { carrySamples } from './traces.js';

/** The names that the library exports as types: put here by the build. */
declare const TYPE_NAMES: readonly string[];

const post = globalThis.postMessage.bind(globalThis) as (report: string | HandReport) => void;
const listen = globalThis.addEventListener.bind(globalThis);
confine(globalThis);

const session = new Session({ aliaslab, arquero }, TYPE_NAMES);
const outbox = new Outbox(post);

Object.assign(console, printingConsole(console, outbox.print.bind(outbox)));

sendDisplayTo(({ data, metadata, transient }) => {
  const { display_id: id } = transient;
  if (typeof id === 'string') outbox.display(id, data);
  else outbox.output({ output_type: 'display_data', data, metadata });
});

/** A cell's last value, in the richest form that it has. */
async function shownValue(value: unknown): Promise<MimeBundle> {
  const own = (value as Record<symbol, unknown>)[jupyterDisplay];
  const bundle = typeof own === 'function' ? completeBundle(await own.call(value)) : displayBundle(value);
  return bundle ?? { 'text/plain': typeof value === 'string' ? value : inspect(value) };
}

hearClaims(outbox.claim.bind(outbox));

async function runCell(source: string, cell: number): Promise<boolean> {
  claimsBegin(cell);
  const end = await session.run(source, cell);
  if (!end.ok) {
    outbox.output({ output_type: 'error', ...end.error });
    return false;
  }
  if (end.value === undefined || end.value === null) return true;
  try {
    const data = await shownValue(end.value);
    outbox.output({ output_type: 'execute_result', data, metadata: {}, execution_count: null });
    return true;
  } catch (thrown) {
    outbox.output({ output_type: 'error', ...session.describe(thrown) });
    return false;
  }
}

/** What the library says of something that the reader has moved. */
function reportOfHand({ ask, kind, text, moved }: HandRequest): HandReport {
  try {
    return { ask, answer: answerHand(kind, text, moved as never) };
  } catch (error) {
    return { ask, refused: (error as Error).message };
  }
}

/** A worker that closes itself would leave the page waiting for it. */
globalThis.close = () => {
  throw new Error('a cell cannot close the page; Stop ends what runs');
};

/** What a cell started and did not wait for. */
function lateError(thrown: unknown): void {
  outbox.print('stderr', `${session.describe(thrown).traceback.join('\n')}\n`);
}
listen('unhandledrejection', (event) => {
  event.preventDefault();
  lateError(event.reason);
});
listen('error', (event) => {
  event.preventDefault();
  lateError(event.error);
});

listen('message', async (event: MessageEvent<Request | HandRequest>) => {
  // A cell can make an event, and no trusted one.
  if (!event.isTrusted) return;
  const { data } = event;
  if (data.type === 'hand') return post(reportOfHand(data));
  if (data.type === 'heard') return outbox.heard();
  if (data.type === 'start') {
    carrySamples(data.samples);
    return post(JSON.stringify({ run: READY, parts: [] }));
  }
  outbox.begin(data.run);
  if (data.type === 'names') {
    const names = data.sources.map(namesOfCell);
    session.know(names.flatMap(({ gives }) => gives));
    outbox.names(names);
    return outbox.end('ok');
  }
  outbox.end((await runCell(data.source, data.cell)) ? 'ok' : 'error');
});
