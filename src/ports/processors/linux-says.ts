/** What `cpu_dcache_is_aliasing()` gives on a CPU: the port's own expression, worked out for the row. */
import { parseSize } from '../../units/size.js';
import type { ProcessorRow } from './processor-row.js';
import { rowWaySize } from './row-colors.js';

/** sparc64 compares a constant, whatever the CPU has (arch/sparc/include/asm/page_64.h and cachetype.h). */
const SPARC64_L1DCACHE_SIZE = parseSize('16 KiB');

/** What the question is about: of a row, or of a machine of one's own on that port. */
export type AskedCpu = Pick<ProcessorRow, 'kind' | 'geometry' | 'pageSize' | 'port'>;

type Check = (row: AskedCpu) => boolean | undefined;

const isVirtuallyIndexed: Check = ({ kind }) => kind === 'VIVT' || kind.startsWith('VIPT');

/** By the expression as the port defines it. */
const CHECKS: Readonly<Partial<Record<string, Check>>> = {
  true: () => true,
  '(false)': () => false,
  'false (dcache); icache: true': () => false,
  'cache_is_vivt() || cache_is_vipt_aliasing()': ({ kind }) => kind === 'VIVT' || kind === 'VIPT-aliasing',
  // arch/mips/mm/c-r4k.c sets MIPS_CACHE_ALIASES by the size of a way; MIPS_CPU_VCE, the trap, is another bit.
  cpu_has_dc_aliases: ({ kind }) => kind === 'VIPT-aliasing' || kind === 'VIPT-trapped',
  'NIOS2_DCACHE_SIZE > PAGE_SIZE': (row) => row.geometry.size! > row.pageSize,
  // vac_cache_size is 0 where there is no virtually addressed cache.
  'vac_cache_size > PAGE_SIZE': (row) => isVirtuallyIndexed(row) && row.geometry.size! > row.pageSize,
  'L1DCACHE_SIZE > PAGE_SIZE': (row) => SPARC64_L1DCACHE_SIZE > row.pageSize,
  'DCACHE_WAY_SIZE > PAGE_SIZE': (row) => rowWaySize(row)! > row.pageSize,
};

/**
 * Whether Linux takes the data cache of a CPU to be aliasing; undefined where the port was gone before Linux asked, or
 * where the geometry is not known.
 * @example
 * linuxSaysAliasing(findProcessor('SH7750')) // => true
 * linuxSaysAliasing(findProcessor('Cortex-A9')) // => false
 */
export function linuxSaysAliasing(row: AskedCpu): boolean | undefined {
  const check = CHECKS[row.port.runtimeCheck];
  return check && row.geometry.known ? check(row) : undefined;
}
