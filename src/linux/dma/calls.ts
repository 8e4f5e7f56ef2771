/**
 * The calls of the DMA API that a driver makes for one buffer, as data: which of the port's two functions each ends in, on a
 * device that hardware does not keep coherent, and without an IOMMU or a bounce buffer (kernel/dma/direct.h).
 *
 *     dma_map_single()           ──▶ arch_sync_dma_for_device()
 *     dma_sync_single_for_cpu()  ──▶ arch_sync_dma_for_cpu()        any number of times, as the driver looks and answers
 *     dma_sync_single_for_device() ▶ arch_sync_dma_for_device()
 *     dma_unmap_single()         ──▶ arch_sync_dma_for_cpu()
 */
import { inFile, type PortValueSource, together } from '../../ports/source.js';
import { deepFreeze } from '../../units/deep-freeze.js';

/** Its name, spelt as Linux does. */
export type DmaCallName =
  | 'dma_map_single'
  | 'dma_unmap_single'
  | 'dma_sync_single_for_cpu'
  | 'dma_sync_single_for_device';

/** One call. */
export interface DmaCall {
  /** What the port does in it. */
  readonly ends: 'arch_sync_dma_for_device' | 'arch_sync_dma_for_cpu';
  readonly calledBy: string;
  /** What holds after it has returned. */
  readonly guarantee: string;
  readonly source: PortValueSource;
}

const DIRECT_H = inFile('6.19', 'kernel/dma/direct.h');
const MAPPING_C = inFile('6.19', 'kernel/dma/mapping.c');
const MAPPING_H = inFile('6.19', 'include/linux/dma-mapping.h');

/** All of them. */
export const DMA_CALLS: Readonly<Record<DmaCallName, DmaCall>> = deepFreeze({
  dma_map_single: {
    ends: 'arch_sync_dma_for_device',
    calledBy: 'a driver, before it tells a device where the buffer is',
    guarantee:
      'the buffer is the device’s: it reads what the CPU stored, and no line is written back over what it stores',
    source: together(
      MAPPING_H('dma_map_single_attrs', 494, 504),
      MAPPING_C('dma_map_page_attrs', 184, 198),
      MAPPING_C('dma_map_phys', 155, 181),
      DIRECT_H('dma_direct_map_phys', 83, 122),
    ),
  },
  dma_unmap_single: {
    ends: 'arch_sync_dma_for_cpu',
    calledBy: 'a driver, when the device has done with the buffer',
    guarantee: 'the buffer is the CPU’s: it reads what the device stored',
    source: together(
      MAPPING_H('dma_unmap_single_attrs', 506, 510),
      MAPPING_C('dma_unmap_phys', 201, 217),
      DIRECT_H('dma_direct_unmap_phys', 124, 139),
      DIRECT_H('dma_direct_sync_single_for_cpu', 67, 81),
    ),
  },
  dma_sync_single_for_cpu: {
    ends: 'arch_sync_dma_for_cpu',
    calledBy: 'a driver, before it looks into a buffer that stays mapped',
    guarantee: 'the buffer is the CPU’s until it is given back',
    source: together(
      MAPPING_C('__dma_sync_single_for_cpu', 369, 383),
      DIRECT_H('dma_direct_sync_single_for_cpu', 67, 81),
    ),
  },
  dma_sync_single_for_device: {
    ends: 'arch_sync_dma_for_device',
    calledBy: 'a driver, which gives a buffer that stays mapped back to the device',
    guarantee: 'the buffer is the device’s again',
    source: together(
      MAPPING_C('__dma_sync_single_for_device', 386, 400),
      DIRECT_H('dma_direct_sync_single_for_device', 56, 65),
    ),
  },
});
