/** A mapping is made, or taken away; or what was stored through it is written back, by msync(MS_SYNC). */
import { formatAddress } from '../../units/address.js';
import { sync } from '../calls/sync.js';
import { mmap as mmapOf, munmap as munmapOf } from '../mm/mmap.js';
import { type MappingStepOf, mappingStep, withVma } from './through-mapping.js';

/** mmap(), munmap() or msync() of a mapping. */
export type MappingStep = MappingStepOf<'mmap' | 'munmap' | 'msync'>;

/** Nothing is in the page table yet: loads and stores fault. */
export const mmap = mappingStep('mmap', (system, mapping) => {
  const start = mmapOf(system, mapping);
  return typeof start === 'string' ? { returned: start } : { returned: 0, address: formatAddress(start) };
});

/** Nothing mapped there is no error. */
export const munmap = mappingStep('munmap', (system, mapping) => {
  withVma(system, mapping, (vma) => munmapOf(system, vma));
  return { returned: 0 };
});

export const msync = {
  ...mappingStep('msync', (system, mapping) => {
    const { page, pages } = mapping;
    const done = withVma(system, mapping, ({ file }) => sync(system, 'msync', file, page, page + pages));
    return { returned: done === 'SIGSEGV' ? 'ENOMEM' : done };
  }),
  kernelRows: 'msync ',
};
