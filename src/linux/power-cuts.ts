/** What a power cut would leave after each step of a story: the story is told anew up to there, and the power goes. */
import type { InFlight } from '../hardware/memory.js';
import { NO_WRITER } from '../hardware/oracle.js';
import type { MissingBytes } from '../hardware/promises.js';
import { SMALL_PAGE } from '../units/address.js';
import { runScenario } from './run-scenario.js';
import type { Step } from './steps/index.js';
import type { Story } from './story/story.js';

/** A power cut after one step. */
export interface PowerCut {
  /** From 1. */
  readonly after: number;
  readonly asked: Step;
  /** Bytes of persistent memory that were stored so far. */
  readonly stored: number;
  /** How many of these the medium holds, the newest ones, after the cut. */
  readonly kept: number;
  /** What was promised, and is gone. */
  readonly missing: readonly MissingBytes[];
}

/** A cut after each step; `inFlight` says what becomes of writes that no barrier has completed. */
export function powerCuts(scenario: Story, inFlight: InFlight): PowerCut[] {
  return scenario.steps.map((asked, index) => {
    const { machine } = runScenario({ ...scenario, steps: scenario.steps.slice(0, index + 1) });
    const stored = machine.oracle
      .writtenPages()
      .filter((page) => machine.memory.kindOf(page) === 'persistent memory')
      .flatMap((page) => {
        const newest = machine.oracle.page(page).slice();
        const offsets = Array.from({ length: SMALL_PAGE }, (_, at) => at);
        return offsets
          .filter((at) => machine.oracle.writerOf(page, at) !== NO_WRITER)
          .map((at) => ({ page, at, byte: newest[at] }));
      });
    const missing = machine.crash(inFlight);
    const kept = stored.filter(({ page, at, byte }) => machine.memory.page(page)[at] === byte).length;
    return Object.freeze({ after: index + 1, asked, stored: stored.length, kept, missing });
  });
}
