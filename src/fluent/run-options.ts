/** What a run that takes its time is given: a way to stop it, and somebody who is told how far it is. */
import type { StopSignal } from '../replay/trace-source.js';
import { checkOptions } from '../units/options.js';
import { asTyped, Problems } from '../units/problems.js';

/** How far a run is. */
export interface ProgressReport {
  /** In `unit`. */
  readonly done: number;
  /** Which part of the whole that is, from 0 to 1, where it is known. */
  readonly fraction?: number;
  readonly unit: string;
  /** Set in the last report. */
  readonly ended?: true;
}

/** How a long run is stopped and watched. */
export interface RunOptions {
  /** Stops the run, which then throws the signal's reason. */
  readonly signal?: StopSignal;
  /** Is told how far the run is, some ten times a second at most. */
  readonly progress?: (report: ProgressReport) => void;
}

/** Is called with what is done; throws where the run is to stop. `end` tells the last number. */
export interface Watch {
  (done: number, fraction?: number): void;
  end(): void;
}

/** How often all runs were told to stop. */
let stops = 0;

/** Stops every run that goes on, as an interrupted notebook does: each throws when it looks next. */
export function stopRuns(): void {
  stops++;
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
  const before = stops;
  let latest: ProgressReport | undefined;
  let reported = 0;
  const watch = (done: number, fraction?: number) => {
    signal?.throwIfAborted();
    if (stops !== before) throw new Error('the run was interrupted');
    latest = { done, unit, ...(fraction !== undefined && { fraction }) };
    // A clock decides only when somebody is told; no result depends on it.
    const now = performance.now();
    if (!progress || now - reported < PAUSE) return;
    reported = now;
    progress(latest);
  };
  return Object.assign(watch, {
    end: () => {
      if (latest) progress?.({ ...latest, ended: true });
    },
  });
}

/** How fast a run is, in millions a second, and how long it will take: nothing where nobody knows. */
export function progressWords(done: number, fraction: number | undefined, seconds: number) {
  const rate = (done / Math.max(seconds, 1e-3) / 1e6).toFixed(1);
  const left = fraction ? Math.ceil((seconds * (1 - fraction)) / fraction) : undefined;
  return { rate, left: left === undefined ? '' : `${left} s` };
}
