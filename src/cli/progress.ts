/** Progress on the terminal: a bar per notebook, or a plain line per cell where it is not a terminal; and a bar of whatever else takes its time. */

import { SingleBar } from 'cli-progress';
import type { ProgressReport } from '../fluent/run-options.js';
import type { CellProgress } from '../jupyter/run-notebook.js';

/** What a run reports while it goes on. */
export interface Progress {
  cell(progress: CellProgress): void;
  end(): void;
}

/** Progress of the notebook `name`, written to `stream`. */
export function progressOf(name: string, stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? bar(name, stream) : lines(name, stream);
}

function bar(name: string, stream: NodeJS.WriteStream): Progress {
  const drawn = new SingleBar({
    format: `${name}  {bar}  {value} of {total} cells, {duration} s`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    stream,
  });
  let started = 0;
  return {
    cell({ done, total }) {
      if (started === 0) drawn.start(total, 0);
      started = total;
      drawn.update(done);
    },
    end() {
      if (started > 0) drawn.update(started);
      drawn.stop();
    },
  };
}

function lines(name: string, stream: NodeJS.WriteStream): Progress {
  return {
    cell({ done, total }) {
      stream.write(`${name}  cell ${done + 1} of ${total}\n`);
    },
    end() {},
  };
}

/** Says how far a run is, how fast and how long it will take, where somebody looks at a terminal. */
export function terminalProgress(name: string): (report: ProgressReport) => void {
  const stream = process.stderr;
  if (!stream.isTTY) return () => {};
  let drawn: SingleBar | undefined;
  const start = performance.now();
  return ({ done, total, unit, ended }) => {
    const rate = `${((done / (performance.now() - start)) * 1000).toExponential(1)} ${unit} a second`;
    // Without a total nobody knows how much is left: what is done is shown alone.
    const format =
      total === undefined
        ? `${name}  {value} ${unit}, {rate}`
        : `${name}  {bar}  {value} of {total} ${unit}, {rate}, {eta} s left`;
    if (!drawn) {
      drawn = new SingleBar({ format, barsize: 30, hideCursor: true, clearOnComplete: true, stream });
      drawn.start(total ?? 0, 0, { rate });
    }
    drawn.update(done, { rate });
    if (ended) drawn.stop();
  };
}
