/** Makes a call of the DMA API on a machine: does to the buffer's lines what the machine's port does in it. */

import type { CacheStep } from '../../ports/calls/index.js';
import { type Direction, type PortDma, portDma } from '../../ports/dma/index.js';
import {
  type CachetlbKernel,
  cacheClassOf,
  carryOut,
  type KernelRange,
  type PageInKernel,
} from '../cachetlb/index.js';
import type { MachineDescription } from '../machine-description.js';
import { DMA_CALLS, type DmaCallName } from './calls.js';

/** A buffer, or a part of one: bytes of one page, at the page's address in the direct map, and who stores to it. */
export interface DmaBuffer {
  readonly page: PageInKernel;
  readonly range: KernelRange;
  readonly direction: Direction;
}

/** What a machine's port does around DMA; undefined where nothing was read of it. */
export function portDmaOf(machine: MachineDescription): PortDma | undefined {
  return portDma(machine.port, cacheClassOf(machine), machine.name);
}

/** The steps of the port in a call. */
export function dmaStepsOf(dma: PortDma, call: DmaCallName, direction: Direction): readonly CacheStep[] {
  const isForDevice = DMA_CALLS[call].ends === 'arch_sync_dma_for_device';
  return (isForDevice ? dma.forDevice : dma.forCpu)[direction];
}

/** What a call came to, in words: the port's function, or why nothing was done. */
export function describeDmaCall(dma: PortDma, call: DmaCallName, direction: Direction): string {
  if (dma.isCoherent) return 'nothing to do: hardware keeps devices coherent';
  if (dmaStepsOf(dma, call, direction).length === 0) return 'this port does nothing here';
  return DMA_CALLS[call].ends;
}

/**
 * Makes the call. Where a device is about to fill the buffer, the driver gives up what it stored there: that is what
 * invalidating it means.
 */
export function makeDmaCall(
  dma: PortDma,
  call: DmaCallName,
  { page, range, direction }: DmaBuffer,
  kernel: CachetlbKernel,
): void {
  const isForCpu = DMA_CALLS[call].ends === 'arch_sync_dma_for_cpu';
  if (!isForCpu && direction === 'from device') {
    kernel.machine.giveUp(range.alias, range.offset, range.length);
  }
  carryOut(dmaStepsOf(dma, call, direction), { page, range }, kernel);
  const isWholePage = range.length === kernel.layout.machine.pageSize;
  const isPaid = isForCpu && dma.marksPagesClean && direction !== 'to device' && isWholePage;
  if (isPaid && !page.folio) kernel.setOwesFlush(page, false);
}
