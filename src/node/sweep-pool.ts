/** Jobs of a sweep side by side, each in a worker thread that reads the trace for itself. */
import { MessageChannel } from 'node:worker_threads';
import { Tinypool } from 'tinypool';
import { TraceError } from '../replay/trace-error.js';
import type { StopSignal, SweepInWorkers, SweepJobDone } from '../replay/trace-source.js';
import type { TraceFileName } from './read-trace-file.js';
import type { SweepTask, TaskProgress, TaskResult } from './sweep-worker.js';

/** Milliseconds after which it is looked whether the sweep is to stop, though no worker says anything. */
const PATIENCE = 200;

/** Throws a TraceError for the first worker that cannot read the trace; stops them all when `stop` says so. */
export async function sweepInWorkers(
  file: TraceFileName,
  jobs: Parameters<SweepInWorkers>[0],
  report: Parameters<SweepInWorkers>[1],
  stop?: StopSignal,
): Promise<readonly SweepJobDone[]> {
  const pool = new Tinypool({
    filename: new URL('./sweep-worker.js', import.meta.url).href,
    minThreads: jobs.length,
    maxThreads: jobs.length,
  });
  const progress: TaskProgress[] = jobs.map(() => ({ references: 0, fraction: 0 }));
  let stopNow: (reason: unknown) => void = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stopNow = reject;
  });
  const look = () => {
    try {
      stop?.throwIfAborted();
      const mean = progress.reduce((sum, { fraction }) => sum + fraction, 0) / jobs.length;
      report(Math.max(...progress.map(({ references }) => references)), mean);
    } catch (reason) {
      stopNow(reason);
    }
  };
  const timer = setInterval(look, PATIENCE);
  try {
    const work = jobs.map(async (job, i) => {
      const { port1, port2 } = new MessageChannel();
      port1.on('message', (message: TaskProgress) => {
        progress[i] = message;
      });
      const task: SweepTask = { file, job, port: port2 };
      const result: TaskResult = await pool.run(task, { transferList: [port2] });
      port1.close();
      if ('problem' in result) throw new TraceError(result.problem, result.read);
      return result;
    });
    return await Promise.race([Promise.all(work), stopped]);
  } finally {
    clearInterval(timer);
    stopped.catch(() => {});
    await pool.destroy();
  }
}
