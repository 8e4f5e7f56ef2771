/** Progress of a run on the terminal: a bar per notebook, or a plain line per cell where it is not a terminal. */

import { SingleBar } from 'cli-progress';
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
