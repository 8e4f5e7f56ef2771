/** Another process runs on the core. */
import { asTyped } from '../../units/problems.js';
import { switchTo } from '../calls/context-switch.js';
import type { OnCore } from './on-core.js';
import { isCount, type StepKind } from './step-kind.js';

/** Another process runs on the core from here on. */
export interface SwitchStep extends OnCore {
  readonly do: 'switch';
  readonly process: number;
  /** Whether the kernel does what the cache needs. */
  readonly flushes: boolean;
}

export const contextSwitch: StepKind<SwitchStep> = {
  fields: [{ name: 'process' }, { name: 'flushes', usual: true }],
  isShaped: () => true,
  check({ process, flushes }, where, _machine, problems) {
    problems.unless(
      isCount(process) && process >= 1,
      `${where}: process ${asTyped(process)} is not a number from 1 up`,
    );
    problems.unless(
      typeof flushes === 'boolean',
      `${where}: flushes ${asTyped(flushes)} is neither true nor false`,
    );
  },
  take(system, { process, flushes }) {
    switchTo(system, process, flushes);
    return {};
  },
  words: ({ process }) => `switch to process ${process}`,
  deeds: ({ process, flushes }) => [{ may: 'switch', process, flushes }],
};
