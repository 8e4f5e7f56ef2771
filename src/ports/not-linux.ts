/**
 * Hardware whose documents say that virtual aliases are not coherent, and that no Linux port runs on. There is no address space
 * to place anything in and no call of a kernel: such a row says what is documented, and cannot be run.
 */
import { deepFreeze } from '../units/deep-freeze.js';
import { factsOf } from './processors/port-facts.js';
import type { ProcessorRow } from './processors/processor-row.js';
import { rowsOf } from './processors/row-entry.js';

/** In the place of a port: its sizes stand for the smallest page that is modeled, and for nobody's promise. */
const NO_PORT = factsOf({
  arch: 'none',
  pageSize: '4 KiB',
  shmlba: ['none: no Linux port', '4 KiB'],
  runtimeCheck: 'n/a (no Linux port)',
  implementsFlushDcachePage: false,
  read: 'no Linux port: page and SHMLBA stand for the smallest page that is modeled',
  notes: ['no Linux port'],
});

/** The rows, which the atlas has behind those of the ports. */
export const NOT_LINUX: readonly ProcessorRow[] = deepFreeze(
  rowsOf(NO_PORT, [
    {
      name: 'NVIDIA GPU (CUDA)',
      names: ['CUDA'],
      kind: 'unknown',
      unverified: ['kind'],
      notes: [
        'CUDA Programming Guide, Virtual Memory Management, section Virtual Aliasing Support: one allocation may be mapped at several virtual addresses, and what is stored through one of them is not coherent with the others until the grid or the copy that stored it has ended',
        'the section was not read here: this is what is said of it',
        'geometry unknown',
      ],
    },
  ]),
);
