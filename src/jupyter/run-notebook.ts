/** Runs a notebook on a kernel, from Node alone: its code cells in order, their outputs collected. */

import { executeRequest, KernelClient, within } from './client.js';
import type { KernelCommand } from './client-process.js';
import { type CodeCell, cellTags, type Notebook, type NotebookOutput } from './notebook.js';
import { NotebookOutputs } from './notebook-outputs.js';
import type { Json } from './wire.js';

/** How to run a notebook. */
export interface RunOptions {
  /** The folder that cells run in and import from; that of the process if nothing is said. */
  cwd?: string;
  /** The kernel to run on: this package's own, if nothing is said. */
  kernel?: KernelCommand;
  /** Seconds that one cell may take; no limit if nothing is said. */
  cellLimit?: number;
  /** Has a claim that does not hold fail its cell; else the notebook says it, and the run goes on. */
  strictClaims?: boolean;
  /** Called before each cell that runs. */
  onCell?: (progress: CellProgress) => void;
  /** Ends the kernel, and with it the run, which rejects then. */
  signal?: AbortSignal;
}

/** Which cell is about to run. */
export interface CellProgress {
  /** Position among all cells of the notebook, from 1. */
  cell: number;
  /** How many code cells have run, and how many there are to run. */
  done: number;
  total: number;
}

/** The cell that stopped a run. */
export interface CellFailure {
  /** Position among all cells of the notebook, from 1. */
  cell: number;
  ename: string;
  evalue: string;
  traceback: readonly string[];
}

/** A notebook with the outputs of its run. After a failure, the cells behind it are as they were. */
export interface NotebookRun {
  notebook: Notebook;
  failure?: CellFailure;
}

/**
 * Starts a kernel and runs the code cells of `notebook` on it, in order, up to the first that fails; a cell
 * tagged `raises-exception` may fail. As in Jupyter, empty cells and those tagged `skip-execution` stay as
 * they are. Throws a KernelError where the kernel dies or does not answer.
 */
export async function runNotebook(notebook: Notebook, options: RunOptions = {}): Promise<NotebookRun> {
  const client = await KernelClient.start(options);
  try {
    return await runOn(client, notebook, options);
  } finally {
    await client.shutdown();
  }
}

async function runOn(client: KernelClient, notebook: Notebook, options: RunOptions): Promise<NotebookRun> {
  const outputs = new NotebookOutputs();
  client.onPublished = (message) => outputs.take(message);
  const toRun = notebook.cells.flatMap((cell, at) =>
    cell.cell_type === 'code' && cell.source.trim() !== '' && !cellTags(cell).includes('skip-execution')
      ? [{ cell, at }]
      : [],
  );
  const counts = new Map<number, number>();
  let failure: CellFailure | undefined;
  for (const [done, { cell, at }] of toRun.entries()) {
    options.onCell?.({ cell: at + 1, done, total: toRun.length });
    const mayFail = cellTags(cell).includes('raises-exception');
    const request = executeRequest(cell.source, { stop_on_error: !mayFail });
    const send = () => {
      const { id, answer } = client.send('execute_request', request);
      outputs.begin(at, id);
      return replyWithin(client, answer, options.cellLimit, at + 1);
    };
    let reply = await send();
    for (let tries = 0; reply.status === 'abort' && tries < 20; tries++) {
      // Stock tslab refuses whatever comes within 200 ms of an error.
      await new Promise((resolve) => setTimeout(resolve, 100));
      reply = await send();
    }
    counts.set(at, done + 1);
    if (reply.status !== 'ok' && !mayFail) {
      failure = failureOf(at + 1, reply, outputs.of(at));
      break;
    }
  }
  const cells = notebook.cells.map((cell, at) => {
    const execution_count = counts.get(at);
    return execution_count === undefined
      ? cell
      : ({ ...cell, execution_count, outputs: outputs.of(at) } as CodeCell);
  });
  const metadata = { ...notebook.metadata, language_info: client.info.language_info };
  return { notebook: { ...notebook, metadata, cells }, ...(failure === undefined ? {} : { failure }) };
}

async function replyWithin(
  client: KernelClient,
  answer: Promise<{ reply: Json }>,
  limit: number | undefined,
  cell: number,
): Promise<Json> {
  if (limit === undefined) return (await answer).reply;
  const inTime = await within(limit, answer);
  if (inTime !== undefined) return inTime.reply;
  client.process.kill();
  await answer.catch(() => {
    // The kernel was ended for being late: that is the error, thrown below.
  });
  throw client.process.error(`cell ${cell} took longer than ${limit} s, so the kernel was ended`);
}

/** Stock tslab does not say what went wrong in its reply: there it is in what the cell wrote to stderr. */
function failureOf(cell: number, reply: Json, outputs: readonly NotebookOutput[]): CellFailure {
  const stderr = outputs.flatMap((output) =>
    output.output_type === 'stream' && output.name === 'stderr' ? [output.text] : [],
  );
  const written = stderr.join('').trimEnd().split('\n');
  const { ename = 'Error', evalue = written[0], traceback = written } = reply;
  return { cell, ename: String(ename), evalue: String(evalue), traceback: traceback as string[] };
}
