/** MN10300 / AM33. */
import { definePort } from './define-port.js';
import { LINUX_4_5 } from './processors/port-facts.js';

export const mn10300 = definePort('mn10300', {
  facts: {
    removedIn: '4.17',
    pageSize: '4 KiB',
    shmlba: ['PAGE_SIZE', '4 KiB'],
    runtimeCheck: 'n/a',
    implementsFlushDcachePage: false,
    read: 'arch/mn10300/include/asm/{shmparam,cacheflush}.h',
    tree: LINUX_4_5,
  },
  processors: [
    {
      name: 'MN103E010 (AM33)',
      names: ['AM33'],
      dcache: ['16 KiB', 4, 16],
      kind: 'PIPT',
      write: {
        policy: 'back',
        basis: 'read',
        from: 'arch/mn10300/mm/Kconfig.cache: MN10300_CACHE_WBACK is the default',
      },
      read: 'arch/mn10300/proc-mn103e010/include/proc/cache.h (4 x 256 x 16); cacheflush.h: physically indexed',
    },
  ],
  space: undefined,
  calls: undefined,
  dma: undefined,
});
