/**
 * Whether Linux refuses DAX on a machine. From 4.0 to 6.8 by a list of ports that cannot be configured with FS_DAX
 * (fs/Kconfig), which missed some that alias and named some that do not, ARMv7 among them; since 6.9 by asking the CPU
 * (`cpu_dcache_is_aliasing()` in alloc_dax(), drivers/dax/super.c). A second fence was put up for another reason: since
 * 5.4 at the latest the memory of a DAX device needs a struct page, and no port that aliases can give it one.
 */
import { isVirtuallyIndexed, waySizeOf } from '../hardware/cache-description.js';
import { allProcessors, type CacheKind, linuxSaysAliasing } from '../ports/processors/index.js';
import type { Era } from './linux-description.js';
import type { MachineDescription } from './machine-description.js';
import { RELEASES, type Release } from './releases/index.js';

/** `depends on !(ARM || MIPS || SPARC)`: commit d92576f1167c, in every tree read from 4.3 to 6.8. */
const EXCLUDED_BY_KCONFIG: readonly string[] = ['arm', 'mips', 'sparc32', 'sparc64'];

/** What a refusal says. */
export function refusalOf(machine: MachineDescription, era: Era): string | undefined {
  if (RELEASES[era].dax.fence === 'a list of ports') {
    return EXCLUDED_BY_KCONFIG.includes(machine.port)
      ? `FS_DAX depends on !(ARM || MIPS || SPARC): it cannot be configured on ${machine.port}`
      : undefined;
  }
  return dcacheIsAliasing(machine) ? 'alloc_dax(): cpu_dcache_is_aliasing()' : undefined;
}

const PAGES_ASKED_BY: Readonly<Record<Release['dax']['structPages'], string>> = {
  'not needed': '',
  'asked of the device': 'generic_fsdax_supported() asks for a struct page behind the memory of the device',
  'by Kconfig, or FS_DAX_LIMITED': 'FS_DAX depends on ZONE_DEVICE || FS_DAX_LIMITED',
  'by Kconfig': 'FS_DAX depends on ZONE_DEVICE',
};

/**
 * Why a port has no DAX in a release whatever its caches are: memory of the device without a struct page. Undefined where
 * it can have one, where none is asked for, and on no port in particular. What is refused for aliases is refused beside it.
 */
export function lackOfPages({ port }: MachineDescription, era: Era): string | undefined {
  const { structPages, portsWithPages } = RELEASES[era].dax;
  const isKnown = allProcessors().some(({ arch }) => arch === port);
  if (structPages === 'not needed' || !isKnown) return undefined;
  if (portsWithPages.some((each) => each === port)) return undefined;
  return `${PAGES_ASKED_BY[structPages]}, and ${port} has none`;
}

/** `cpu_dcache_is_aliasing()` on a machine: its port's own expression; on no port in particular, the truth. */
export function dcacheIsAliasing(machine: MachineDescription): boolean {
  const port = allProcessors().find(({ arch }) => arch === machine.port)?.port;
  const kind = kindOf(machine);
  if (!port) return kind === 'VIVT' || kind === 'VIPT-aliasing' || kind === 'VIPT-trapped';
  const { size, ways, line } = machine.cache;
  const geometry = { known: true, size, ways, line } as const;
  return linuxSaysAliasing({ kind, geometry, pageSize: machine.pageSize, port }) ?? false;
}

function kindOf({ cache, pageSize }: MachineDescription): CacheKind {
  if (cache.organization !== 'VIPT') return cache.organization;
  if (!isVirtuallyIndexed(cache)) return 'VIPT-hwfix';
  if (waySizeOf(cache) <= pageSize) return 'VIPT-nonaliasing';
  return cache.onAlias === 'trap' ? 'VIPT-trapped' : 'VIPT-aliasing';
}
