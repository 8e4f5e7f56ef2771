/** The thread of the compiler: one question, one answer. That it is one of its own leaves the kernel's sockets free. */

import { parentPort } from 'node:worker_threads';
import { CellCompiler } from './cell-compiler.js';
import type { Answer, Question } from './compiler-thread.js';
import { lendTypes } from './lend-types.js';
import { hideOwnTypes } from './types.js';

type Ask = (...given: unknown[]) => unknown;

lendTypes(process.cwd());
hideOwnTypes();
const compiler = new CellCompiler();
parentPort!.on('message', ({ id, ask, given }: Question) => {
  parentPort!.postMessage(answerTo(id, ask, given));
});

function answerTo(id: number, ask: Question['ask'], given: readonly unknown[]): Answer {
  try {
    return { id, answer: (compiler[ask] as Ask).apply(compiler, [...given]) };
  } catch (error) {
    return { id, problem: (error as Error).stack ?? String(error) };
  }
}
