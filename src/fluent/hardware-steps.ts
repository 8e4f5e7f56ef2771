/**
 * The steps of a scenario that a CPU and hardware take: loads, stores and cache maintenance through one alias, what happens
 * to its lines of its own accord, and power cuts. What programs and the kernel call is in program.ts.
 */
import { MAINTENANCE, type Maintenance } from '../hardware/maintenance.js';
import type { InFlight } from '../hardware/memory.js';
import type { AliasDescription } from '../linux/alias.js';
import type { FilePage } from '../linux/dax-file.js';
import { isMapping, type MappingDescription } from '../linux/mm/mapping.js';
import type { RangeStep } from '../linux/steps/index.js';
import { storyData } from '../linux/story/data-limit.js';
import { type BytesInput, parseBytes } from '../units/bytes.js';
import { checkOptions } from '../units/options.js';
import { asTyped, InputError, Problems } from '../units/problems.js';
import { parseSize, type Size } from '../units/size.js';
import { aliasOf } from './address-split.js';
import { type Describable, described } from './builder.js';
import { Device } from './device.js';
import { type MappingInput, Program } from './program.js';

/** An alias, or its plain data. */
export type AliasInput = AliasDescription | Describable<AliasDescription>;
/** A range of an alias's page: all of it, where nothing is said. */
export interface Range {
  /** The first byte in the page. */
  readonly at?: Size;
  readonly length?: Size;
}

const WORKING_RANGE = `scenario().flush(alias(daxFile('mail.dat').page(0)), { at: 0, length: 64 }).run()`;

/** A story that takes such steps. Each method gives a new story. */
export abstract class HardwareSteps<Description> extends Program<Description> {
  /** The CPU stores bytes through an alias, at a byte of its page; or through a mapping, with the faults that it takes. */
  store(through: AliasInput | MappingInput, data: BytesInput, at: Size = 0): this {
    return this.step(() => {
      const place = placeOf(through);
      const where = parseSize(at, 'mapping' in place ? 'offset in the mapping' : 'offset in the page');
      const bytes = storyData(parseBytes(data, 'data to store'), 'data to store');
      return 'mapping' in place
        ? { do: 'mapped store', ...place, at: where, bytes }
        : { do: 'store', ...place, at: where, bytes };
    });
  }
  /** The CPU loads bytes through an alias, or through a mapping. */
  load(through: AliasInput | MappingInput, length: Size, at: Size = 0): this {
    return this.step(() => {
      const place = placeOf(through);
      if (!('mapping' in place)) return rangeStep('load', place.alias, { at, length });
      const where = parseSize(at, 'offset in the mapping');
      return { do: 'mapped load', ...place, at: where, length: parseSize(length, 'length') };
    });
  }
  /** Writes the alias's dirty lines back and keeps them. */
  clean(alias: AliasInput, range: Range = {}): this {
    return this.#range('clean', alias, range);
  }
  /** Drops the alias's lines; what was dirty is gone. */
  invalidate(alias: AliasInput, range: Range = {}): this {
    return this.#range('invalidate', alias, range);
  }
  /** Cleans the alias's lines, then drops them. */
  flush(alias: AliasInput, range: Range = {}): this {
    return this.#range('flush', alias, range);
  }
  /** Hardware evicts the alias's lines of its own accord, as it may at any time. */
  evict(alias: AliasInput, range: Range = {}): this {
    return this.#range('evict', alias, range);
  }
  /** Hardware fetches the alias's lines of its own accord, as a prefetcher or a speculative load may at any time. */
  fetch(alias: AliasInput, range: Range = {}): this {
    return this.#range('fetch', alias, range);
  }
  /**
   * A device writes bytes to memory, at a byte of a page; nothing is done to caches around it.
   * @example
   * const page = memory('buffer').page(0);
   * const buffer = alias(page).directMap();
   * const story = scenario().load(buffer, 4).dmaFrom(device('disk'), page, 'SECT').load(buffer, 4);
   * story.run().staleLoads // => 1
   */
  dmaFrom(device: Device, page: FilePage, data: BytesInput, at: Size = 0): this {
    return this.step(() => {
      const alias = onBus(device, page);
      const bytes = storyData(parseBytes(data, 'data of the device'), 'data of the device');
      return { do: 'dma from', alias, at: parseSize(at, 'offset in the page'), bytes };
    });
  }
  /** A device reads bytes from memory, at a byte of a page; nothing is done to caches around it. */
  dmaTo(device: Device, page: FilePage, length: Size, at: Size = 0): this {
    return this.step(() => ({
      do: 'dma to',
      alias: onBus(device, page),
      at: parseSize(at, 'offset in the page'),
      length: parseSize(length, 'length'),
    }));
  }
  /** Cache maintenance by set and way; of the whole cache, where no slot is named. */
  maintainCache(action: Maintenance, slot?: { readonly set: number; readonly way: number }): this {
    return this.step(() => {
      const problems = new Problems();
      problems.unless(
        MAINTENANCE.includes(action),
        `${asTyped(action)} is none of ${MAINTENANCE.join(', ')}`,
      );
      if (slot !== undefined && checkOptions(slot, ['set', 'way'], 'slot', problems)) {
        const whole = slot.set !== undefined && slot.way !== undefined;
        problems.unless(whole, `slot ${slot.set === undefined ? 'has no set' : 'has no way'}: it takes both`);
      }
      problems.throwIfAny(`scenario().maintainCache('flush', { set: 128, way: 0 }).run()`);
      return { do: `${action} cache`, ...slot };
    });
  }
  /**
   * Waits until the writes on their way to persistent memory have reached it, and takes the range to be safe from then on:
   * the sfence after a loop of clwb. Whether the bytes have left the cache before is for the story to see to.
   */
  barrier(alias: AliasInput, range: Range = {}): this {
    return this.#range('barrier', alias, range);
  }
  /**
   * A power cut: caches and DRAM forget, persistent memory keeps what has reached it. Writes that no barrier completed are
   * `'lost'`, or `'arrives'` has them reach the medium: hardware may do either. Mappings are as before.
   */
  crash(inFlight: InFlight = 'lost'): this {
    return this.step(() => ({ do: 'crash', inFlight }));
  }

  #range(action: RangeStep['do'], alias: AliasInput, range: Range): this {
    return this.step(() => rangeStep(action, aliasOf(alias), range));
  }
}

function rangeStep(action: RangeStep['do'], alias: AliasDescription, range: Range): RangeStep {
  const problems = new Problems();
  checkOptions(range, ['at', 'length'], 'range', problems);
  problems.throwIfAny(WORKING_RANGE);
  return {
    do: action,
    alias,
    at: range.at === undefined ? 0 : parseSize(range.at, 'offset in the page'),
    ...(range.length !== undefined && { length: parseSize(range.length, 'length') }),
  };
}

/** What a device has of a page. Throws an InputError for what is no device, and for what is no page. */
function onBus(device: Device, page: FilePage): AliasDescription {
  if (!(device instanceof Device)) {
    throw new InputError(
      [`a transfer is of a device, not of ${asTyped(device)}`],
      `scenario().dmaTo(device('disk'), memory('buffer').page(0), 5).run()`,
    );
  }
  return device.at(page);
}

/** The alias or the mapping that an access goes through. */
function placeOf(
  through: AliasInput | MappingInput,
): { alias: AliasDescription } | { mapping: MappingDescription } {
  const place = described<AliasDescription | MappingDescription>(through);
  return isMapping(place) ? { mapping: place } : { alias: aliasOf(through as AliasInput) };
}
