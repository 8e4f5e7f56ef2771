/** Progress on the terminal: a bar per notebook, or a plain line per cell where it is not a terminal; and a bar of whatever else takes its time. */

import { SingleBar } from 'cli-progress';
import { type ProgressReport, progressWords } from '../fluent/run-options.js';
import type { CellProgress } from '../jupyter/run-notebook.js';
import { printable } from '../units/printable.js';

/** What a run reports while it goes on. */
export interface Progress {
  cell(progress: CellProgress): void;
  end(): void;
}

/** Progress of the notebook `name`, written to `stream`. */
export function progressOf(name: string, stream: NodeJS.WriteStream): Progress {
  const shown = printable(name);
  return stream.isTTY ? bar(shown, stream) : lines(shown, stream);
}

const LOOK = { barCompleteChar: '█', barIncompleteChar: '░', barsize: 30, hideCursor: true };

function bar(name: string, stream: NodeJS.WriteStream): Progress {
  const drawn = new SingleBar({
    format: `${name}  {bar}  {value} of {total} cells, {duration} s`,
    ...LOOK,
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
  const start = performance.now();
  let drawn: SingleBar | undefined;
  return ({ done, fraction, unit, ended }) => {
    const { rate, left } = progressWords(done, fraction, (performance.now() - start) / 1000);
    const shown = { done: done.toLocaleString('en-US'), rate, left: left && `, ${left} left` };
    if (!drawn) {
      const format = `${name}  {bar}  {done} ${unit}, {rate} M a second{left}`;
      drawn = new SingleBar({ ...LOOK, format, clearOnComplete: true, stream });
      drawn.start(1, 0, shown);
    }
    drawn.update(fraction ?? 0, shown);
    if (ended) drawn.stop();
  };
}
