/** What a power cut would leave after each step of a story. The story is told once; each cut is foreseen, and does not happen. */
import type { InFlight } from '../hardware/memory.js';
import { type Left, NextPowerCut } from '../hardware/next-power-cut.js';
import { runScenario } from './run-scenario.js';
import type { Step } from './steps/index.js';
import type { Story } from './story/story.js';

/** A power cut after one step. */
export interface PowerCut extends Left {
  /** From 1. */
  readonly after: number;
  readonly asked: Step;
}

/** A cut after each step; `inFlight` says what becomes of writes that no barrier has completed. */
export function powerCuts(scenario: Story, inFlight: InFlight): PowerCut[] {
  const cuts: PowerCut[] = [];
  let next: NextPowerCut | undefined;
  runScenario(scenario, 'events', ({ machine, steps }) => {
    next ??= new NextPowerCut(machine, inFlight);
    const done = steps.at(-1);
    if (done) cuts.push(Object.freeze({ after: done.step, asked: done.asked, ...next.look() }));
  });
  return cuts;
}
