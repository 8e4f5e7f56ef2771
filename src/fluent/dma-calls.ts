/**
 * The steps of a scenario that a driver takes around DMA: it gives a buffer to a device, and takes it back. What is done to
 * the caches in each is the affair of the machine's port.
 */
import type { DmaCallName } from '../linux/dma/index.js';
import type { Step } from '../linux/steps/index.js';
import { DIRECTIONS, type Direction } from '../ports/dma/index.js';
import { checkOptions } from '../units/options.js';
import { asTyped, Problems } from '../units/problems.js';
import { parseSize, type Size } from '../units/size.js';
import { aliasOf } from './address-split.js';
import { type AliasInput, HardwareSteps, type Range } from './hardware-steps.js';

const WORKING_DMA = `scenario().dmaMap(alias(daxFile('mail.dat').page(0)).directMap(), 'from device', { at: 0, length: 64 }).run()`;

/** A story that takes such steps. Each method gives a new story. */
export abstract class DmaCalls<Description> extends HardwareSteps<Description> {
  /**
   * A driver calls dma_map_single(): the buffer is the device's from now on. The alias is the buffer's address in the direct
   * map; `direction` says who stores to it: the CPU (`'to device'`), the device (`'from device'`), or both (`'both ways'`).
   * The range is in bytes of the page: all of it, where nothing is said. A run has a row that says what the port did; throws
   * an InputError where the address is not in the direct map, or nothing is known of the port.
   * @example
   * const buffer = alias(daxFile('mail.dat').page(0)).directMap();
   * const mapped = scenario().store(buffer, 'hello').dmaMap(buffer, 'to device', { at: 0, length: 32 });
   * mapped.run().table().get('cache', 2) // => 'arch_sync_dma_for_device'
   * mapped.on('Haswell').run().table().get('cache', 1) // => 'nothing to do: hardware keeps devices coherent'
   */
  dmaMap(alias: AliasInput, direction: Direction, range: Range = {}): this {
    return this.#call('dma_map_single', alias, direction, range);
  }
  /** The driver calls dma_unmap_single(): the device has done with the buffer, and the CPU may look at it. */
  dmaUnmap(alias: AliasInput, direction: Direction, range: Range = {}): this {
    return this.#call('dma_unmap_single', alias, direction, range);
  }
  /** The driver calls dma_sync_single_for_cpu(), to look into a buffer, or a part of one, that stays mapped. */
  dmaSyncForCpu(alias: AliasInput, direction: Direction, range: Range = {}): this {
    return this.#call('dma_sync_single_for_cpu', alias, direction, range);
  }
  /** The driver calls dma_sync_single_for_device(), to give such a buffer back. */
  dmaSyncForDevice(alias: AliasInput, direction: Direction, range: Range = {}): this {
    return this.#call('dma_sync_single_for_device', alias, direction, range);
  }

  #call(call: DmaCallName, input: AliasInput, direction: Direction, range: Range): this {
    return this.step(() => {
      const problems = new Problems();
      const alias = problems.collect(() => aliasOf(input));
      problems.unless(
        DIRECTIONS.includes(direction),
        `direction ${asTyped(direction)} is none of ${DIRECTIONS.join(', ')}`,
      );
      const isRange = checkOptions(range, ['at', 'length'], 'range', problems);
      const from = problems.collect(() => sizeIn(isRange ? range.at : undefined, 'offset in the page'));
      const length = problems.collect(() => sizeIn(isRange ? range.length : undefined, 'length'));
      problems.throwIfAny(WORKING_DMA);
      return {
        do: call,
        alias: alias!,
        direction,
        at: from ?? 0,
        ...(length !== undefined && { length }),
      } as Step;
    });
  }
}

function sizeIn(given: unknown, what: string): number | undefined {
  return given === undefined ? undefined : parseSize(given as Size, what);
}
