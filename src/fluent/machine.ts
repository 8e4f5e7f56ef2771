/** `machine()`: a cache, a page size and a Linux port, where no real CPU is meant. */

import type { CacheDescription } from '../hardware/cache-description.js';
import type { CoresDescription, Snoops } from '../hardware/cores.js';
import { checkMachine, MACHINE_FIELDS, type MachineDescription } from '../linux/machine-description.js';
import { refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { checkNames, checkOptions, isPlainObject } from '../units/options.js';
import { asTyped, InputError, Problems } from '../units/problems.js';
import { renamed } from '../units/renamed.js';
import { parseSize, type Size } from '../units/size.js';
import { describeMachine } from '../views/words.js';
import { Builder, type Describable, described } from './builder.js';
import { cache } from './cache.js';
import { type CacheInput, machineOf } from './machine-input.js';
import type { MachinePort } from './names.js';

/** What the caches of several cores are told of each other. */
export interface CoresOptions {
  readonly snoops?: Snoops;
}

interface MachineProps {
  readonly name: string;
  readonly cache: CacheDescription | Describable<CacheDescription>;
  readonly pageSize: Size;
  readonly shmlba: Size;
  readonly port: string;
  readonly cores: { readonly count: number; readonly options: CoresOptions } | undefined;
}

const WORKING_LINE = `machine(cache().vipt().size('32 KiB').ways(4)).pageSize('4 KiB')`;

/** A machine of one's own. */
export class MachineBuilder extends Builder<MachineDescription> {
  readonly #props: MachineProps;

  constructor(props: MachineProps) {
    super();
    this.#props = Object.freeze(props);
  }

  /** A machine that was described, to change a thing or two. */
  static from(description: MachineDescription): MachineBuilder {
    if (!isPlainObject(description))
      throw new InputError([`${asTyped(description)} is not the data of a machine`], WORKING_LINE);
    const { cores, ...machine } = description;
    const given = cores && { count: cores.count, options: { snoops: cores.snoops } };
    return new MachineBuilder({ ...machine, cores: given });
  }

  /** What tables and pictures call it. */
  named(name: string): MachineBuilder {
    return this.#with({ name });
  }
  /** Bytes in a page: 4, 8, 16, 32 or 64 KiB. */
  pageSize(pageSize: Size): MachineBuilder {
    return this.#with({ pageSize });
  }
  /** @deprecated The old name of `pageSize()`. */
  pages(pageSize: Size): MachineBuilder {
    renamed('machine().pages()', 'machine().pageSize()');
    return this.pageSize(pageSize);
  }
  /** What the addresses of shared mappings are multiples of. */
  shmlba(shmlba: Size): MachineBuilder {
    return this.#with({ shmlba });
  }
  /** The Linux port that decides where addresses lie: `'sh'`, `'arm'`, `'mips'`, … */
  port(port: MachinePort): MachineBuilder {
    return this.#with({ port });
  }
  /**
   * So many cores, each with this cache of its own. `snoops` says what the caches are told of each other's accesses:
   * the `'physical address'`, if nothing is said; with the `'virtual index'`, as on PA-RISC; or nothing, `'none'`.
   */
  cores(count: number, options: CoresOptions = {}): MachineBuilder {
    return this.#with({ cores: { count, options } });
  }

  describe(): MachineDescription {
    const problems = new Problems();
    const { name, port, cores } = this.#props;
    checkNames(this.#props, MACHINE_FIELDS, 'machine', problems);
    const made = problems.collect(() => described(this.#props.cache));
    const description = {
      name,
      port,
      // A cache that cannot exist is a problem already; one that does stands in, so that the rest is checked too.
      cache: made === undefined ? cache().describe() : made,
      pageSize: problems.collect(() => parseSize(this.#props.pageSize, 'page size')) ?? 4096,
      shmlba: problems.collect(() => parseSize(this.#props.shmlba, 'SHMLBA')) ?? 16384,
      ...(cores && { cores: coresFrom(cores.count, cores.options, problems) }),
    };
    checkMachine(description, problems);
    problems.throwIfAny(WORKING_LINE);
    return deepFreeze(description);
  }

  protected sentence(description: MachineDescription): string {
    return `${description.name}  ${describeMachine(description)}`;
  }

  #with(change: Partial<MachineProps>): MachineBuilder {
    return new MachineBuilder({ ...this.#props, ...change });
  }
}

refuseMoreInMethods(MachineBuilder, 'machine()', WORKING_LINE, { cores: 2 });

function coresFrom(count: number, options: CoresOptions, problems: Problems): CoresDescription {
  checkOptions(options, ['snoops'], 'cores', problems);
  return { count, snoops: options?.snoops ?? 'physical address' };
}

/** The machine that was typed where a cache could be; undefined for a cache, and for what cannot be described yet. */
function machineIn(of: CacheInput): MachineDescription | undefined {
  if (typeof of === 'string') return machineOf(of);
  const value = new Problems().collect<object | undefined>(() => described<object>(of));
  return typeof value === 'object' && value !== null && 'cache' in value
    ? (value as MachineDescription)
    : undefined;
}

/**
 * A machine around a cache: 4 KiB pages, SHMLBA 16 KiB and no particular port, to begin with. Of a machine, or of a CPU or
 * its name, it makes the same machine, to change a thing or two.
 * @example
 * String(machine('SH7750').named('half').shmlba('8 KiB')) // => 'half  VIPT 16 KiB 1-way 32 B lines · 4 KiB pages · 4 colors · SHMLBA 8 KiB'
 * String(machine(cache().size('32 KiB').ways(4))) // => 'machine  VIPT 32 KiB 4-way 32 B lines · 4 KiB pages · 2 colors · SHMLBA 16 KiB'
 */
export function machine(of: CacheInput = cache()): MachineBuilder {
  refuseMore<typeof machine>(1, arguments, 'machine()', WORKING_LINE);
  const same = machineIn(of);
  if (same) return MachineBuilder.from(same);
  return new MachineBuilder({
    name: 'machine',
    cache: of as CacheDescription,
    pageSize: '4 KiB',
    shmlba: '16 KiB',
    port: 'generic',
    cores: undefined,
  });
}
