/** What a run that takes its time is given: a way to stop it, and somebody who is told how far it is. */
import { checkOptions } from '../units/options.js';
import { asTyped, Problems } from '../units/problems.js';

/** How far a run is. */
export interface ProgressReport {
  /** In `unit`. */
  readonly done: number;
  /** How many there are in all, where that is known. */
  readonly total?: number;
  readonly unit: string;
  /** Set in the last report. */
  readonly ended?: true;
}

/** An AbortSignal, as far as a run looks at it. */
export interface StopSignal {
  throwIfAborted(): void;
}

export interface RunOptions {
  /** Stops the run, which then throws the signal's reason. */
  readonly signal?: StopSignal;
  /** Is told how far the run is, some ten times a second at most. */
  readonly progress?: (report: ProgressReport) => void;
}

/** Is called with what is done; throws where the run is to stop. `end` tells the last number. */
export interface Watch {
  (done: number, total?: number): void;
  end(): void;
}

/** Milliseconds between two reports. */
const PAUSE = 100;

/** Throws an InputError for options that nobody would read. */
export function watched(options: RunOptions, unit: string): Watch {
  const problems = new Problems();
  if (checkOptions(options, ['signal', 'progress'], 'run', problems)) {
    const { signal, progress } = options as RunOptions;
    const isSignal = signal === undefined || typeof signal?.throwIfAborted === 'function';
    problems.unless(isSignal, `signal ${asTyped(signal)} is not an AbortSignal`);
    const isProgress = progress === undefined || typeof progress === 'function';
    problems.unless(isProgress, `progress ${asTyped(progress)} is not a function`);
  }
  problems.throwIfAny(
    `await replay(traceOf(' L 1000,8')).on(cache()).run({ progress: ({ done }) => console.log(done) })`,
  );
  const { signal, progress } = options;
  let latest: ProgressReport | undefined;
  let told = 0;
  const watch = (done: number, total?: number) => {
    signal?.throwIfAborted();
    latest = { done, unit, ...(total !== undefined && { total }) };
    // A clock decides only when somebody is told; no result depends on it.
    const now = performance.now();
    if (!progress || now - told < PAUSE) return;
    told = now;
    progress(latest);
  };
  return Object.assign(watch, {
    end: () => {
      if (latest) progress?.({ ...latest, ended: true });
    },
  });
}
