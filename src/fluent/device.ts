/** `device()`: whoever reads and writes memory by himself, past the caches: a disk, a network card, a second processor. */
import type { AliasDescription } from '../linux/alias.js';
import { type FilePage, isDaxFile } from '../linux/dax-file.js';
import { refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { asTyped, Problems } from '../units/problems.js';
import { Builder } from './builder.js';
import type { DaxFile } from './dax-file.js';

/** A device, complete. */
export interface DeviceDescription {
  readonly name: string;
  /** The caches of all cores see what it does. */
  readonly coherent: boolean;
}

const WORKING_LINE = `scenario().dmaFrom(device('disk'), memory('buffer').page(0), 'hello').run()`;

/** A device that transfers at DMA, by physical addresses. */
export class Device extends Builder<DeviceDescription> {
  readonly #props: DeviceDescription;

  constructor(props: DeviceDescription) {
    super();
    this.#props = Object.freeze(props);
  }

  /**
   * Hardware keeps the caches coherent with it, as on x86: a read of its own finds what is dirty in them, and a write drops
   * their copies, whatever address they came under.
   */
  coherent(): Device {
    return new Device({ ...this.#props, coherent: true });
  }

  /**
   * What it has of a page: the alias that the steps of a story go by. There is one for each page.
   * @example
   * device('disk').at(memory('buffer').page(0)).at // => { kind: 'bus', coherent: false }
   */
  at(page: FilePage): AliasDescription {
    const problems = new Problems();
    const { name, coherent } = this.describe();
    const isPage = isDaxFile(page?.file) && Number.isSafeInteger(page.page);
    const isWhole = !isPage && typeof (page as unknown as Partial<DaxFile> | null)?.page === 'function';
    problems.unless(
      isPage,
      isWhole
        ? 'a device transfers a part of a page, and this is all of the memory: take .page(0)'
        : `a device transfers a part of a page, and ${asTyped(page)} is none`,
    );
    problems.throwIfAny(WORKING_LINE);
    const of = { file: page.file, page: page.page };
    return deepFreeze({ name, who: 'device', of, at: { kind: 'bus', coherent }, process: 0 });
  }

  describe(): DeviceDescription {
    const { name } = this.#props;
    const problems = new Problems();
    problems.unless(
      typeof name === 'string' && name !== '',
      `a device's name ${asTyped(name)} is not a text`,
    );
    problems.throwIfAny(WORKING_LINE);
    return this.#props;
  }

  protected sentence({ name, coherent }: DeviceDescription): string {
    return `device  ${name}  ${coherent ? 'seen by the caches' : 'past the caches'}`;
  }
}

refuseMoreInMethods(Device, 'device()', WORKING_LINE);

/**
 * A device by its name; to begin with, no cache sees what it does.
 * @example
 * String(device('disk')) // => 'device  disk  past the caches'
 * String(device('disk').coherent()) // => 'device  disk  seen by the caches'
 */
export function device(name = 'device'): Device {
  refuseMore<typeof device>(1, arguments, 'device()', WORKING_LINE);
  return new Device({ name, coherent: false });
}
