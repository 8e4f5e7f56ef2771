/**
 * What holds for every CPU of one Linux port: page size, SHMLBA, the run-time check, and the file they were read in.
 * Where a port puts things in its address space is src/ports/space.
 */
import { parseSize } from '../../units/size.js';
import { KERNEL_TREES, type KernelTree } from '../kernel-trees.js';

/** SHMLBA: the distance at which shared mappings are congruent for certain. */
export interface Shmlba {
  /** As the port defines it. */
  readonly expression: string;
  readonly bytes: number;
}

/** The file that SHMLBA and the run-time check were read in. */
export interface PortSource {
  /** File names; or the finding that there is no such file. */
  readonly read: string;
  /** Absent where no kernel tree says anything. */
  readonly tree?: KernelTree;
  /** A second source. */
  readonly also?: string;
}

/** The facts of one Linux port. Sizes in bytes. */
export interface PortFacts {
  /** The name of the port: its directory, but `sparc32` and `sparc64` apart. */
  readonly arch: string;
  /** The release that removed the port, which is assumed; absent where it is still there. */
  readonly removedIn?: string;
  /** The usual page size; a row may have another. */
  readonly pageSize: number;
  /** The usual SHMLBA; a row may have other bytes. */
  readonly shmlba: Shmlba;
  /** The modulus of colors where that is not SHMLBA: SHM_COLOUR on PA-RISC. */
  readonly colorModulus?: number;
  /** Selects ARCH_HAS_CPU_CACHE_ALIASING; absent on ports that were gone before it existed. */
  readonly selectsCacheAliasing?: boolean;
  /** `cpu_dcache_is_aliasing()` as the port defines it; `(false)` is the generic one. */
  readonly runtimeCheck: string;
  /** ARCH_IMPLEMENTS_FLUSH_DCACHE_PAGE; `true` does not mean that data aliases: some only defer I-cache work. */
  readonly implementsFlushDcachePage: boolean;
  /** The condition of {@link implementsFlushDcachePage}, where there is one. */
  readonly flushDcachePageOnlyIf?: string;
  readonly source: PortSource;
  readonly notes: readonly string[];
}

/** These facts as a port writes them down: sizes as text. */
export interface FactsEntry
  extends Omit<PortFacts, 'pageSize' | 'shmlba' | 'colorModulus' | 'source' | 'notes'> {
  readonly pageSize: string;
  /** The expression and its value. */
  readonly shmlba: readonly [expression: string, bytes: string];
  readonly colorModulus?: string;
  readonly read: string;
  readonly tree?: KernelTree;
  readonly also?: string;
  readonly notes?: readonly string[];
}

export const LINUX_6_19 = KERNEL_TREES['6.19'];
export const LINUX_5_4 = KERNEL_TREES['5.4'];
export const LINUX_4_5 = KERNEL_TREES['4.5'];

/** The facts of a port from what its file says. */
export function factsOf(entry: FactsEntry): PortFacts {
  const { pageSize, shmlba, colorModulus, read, tree, also, notes, ...rest } = entry;
  return {
    ...rest,
    pageSize: parseSize(pageSize),
    shmlba: { expression: shmlba[0], bytes: parseSize(shmlba[1]) },
    ...(colorModulus && { colorModulus: parseSize(colorModulus) }),
    source: { read, ...(tree && { tree }), ...(also && { also }) },
    notes: notes ?? [],
  };
}
