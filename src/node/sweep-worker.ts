/** What a worker thread of a sweep does: one job, over a trace that it reads for itself. */
import type { MessagePort } from 'node:worker_threads';
import { replayTrace } from '../replay/replay-trace.js';
import { SweepPass } from '../replay/sweep/sweep-pass.js';
import { TraceError } from '../replay/trace-error.js';
import type { SweepJob, SweepJobDone } from '../replay/trace-source.js';
import { readTraceFile, type TraceFileName } from './read-trace-file.js';

export interface SweepTask {
  readonly file: TraceFileName;
  readonly job: SweepJob;
  /** Where progress goes. */
  readonly port: MessagePort;
}

export interface TaskProgress {
  readonly references: number;
  readonly fraction: number;
}

/** Errors lose their class on the way between threads: what makes a TraceError is sent. */
export type TaskResult = SweepJobDone | { readonly problem: string; readonly read: number };

/** References between two words of progress. */
const STRETCH = 2 ** 20;

export default async function work({ file, job, port }: SweepTask): Promise<TaskResult> {
  const pass = new SweepPass(job);
  let reported = 0;
  try {
    await replayTrace(
      pass,
      { open: (batch, part) => readTraceFile(file, batch, part) },
      (references, fraction = 0) => {
        if (references < reported + STRETCH) return;
        reported = references;
        port.postMessage({ references, fraction } satisfies TaskProgress);
      },
    );
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
    return { problem: error.problem, read: error.read };
  } finally {
    port.close();
  }
  return pass.done();
}
