/**
 * The worker that answers hands: another one than that of the cells, so that no cell keeps a hand waiting, and nothing of a cell's
 * can answer for the library. It starts with the first question.
 */

import type { HandKind } from '../../../fluent/hands.js';
import { workerAddress } from '../worker-address.js';

/** What a hand asks. */
export interface HandRequest {
  readonly type: 'hand';
  readonly ask: number;
  readonly kind: HandKind;
  readonly text: string;
  readonly moved: unknown;
}

/** What came of it: an answer, or why there is none. */
export type HandReport = { readonly ask: number } & (
  | { readonly answer: unknown }
  | { readonly refused: string }
);

type Waiting = Readonly<{ resolve: (answer: unknown) => void; reject: (reason: Error) => void }>;

const waiting = new Map<number, Waiting>();
let started: Promise<Worker> | undefined;
let asked = 0;

/** Asks the library. Rejects with what it refuses, and where its worker does not run. */
export async function askLibrary(kind: HandKind, text: string, moved: unknown): Promise<unknown> {
  started ??= start();
  const worker = await started;
  const ask = ++asked;
  return new Promise((resolve, reject) => {
    waiting.set(ask, { resolve, reject });
    worker.postMessage({ type: 'hand', ask, kind, text, moved } satisfies HandRequest);
  });
}

async function start(): Promise<Worker> {
  const worker = new Worker(await workerAddress());
  worker.onmessage = ({ data }: MessageEvent<HandReport>) => {
    const it = waiting.get(data.ask);
    waiting.delete(data.ask);
    if ('refused' in data) it?.reject(new Error(data.refused));
    else it?.resolve(data.answer);
  };
  worker.onerror = ({ message }) => {
    worker.terminate();
    started = undefined;
    for (const { reject } of waiting.values()) reject(new Error(`the library stopped: ${message}`));
    waiting.clear();
  };
  return worker;
}
