/** `alias()`: a virtual address of one page of a DAX file. */

import { type AliasAt, type AliasDescription, formatAlias } from '../linux/alias.js';
import { type FilePage, isDaxFile } from '../linux/dax-file.js';
import { type AddressInput, formatAddress, parseAddress } from '../units/address.js';
import { refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { asTyped, Problems } from '../units/problems.js';
import { type AddressSplit, split } from './address-split.js';
import { Builder } from './builder.js';
import type { DaxFile } from './dax-file.js';
import type { MachineInput } from './machine-input.js';

interface AliasProps {
  readonly of: FilePage;
  readonly who: 'user' | 'kernel';
  readonly at:
    | Exclude<AliasAt, { kind: 'address' }>
    | { readonly kind: 'address'; readonly address: AddressInput };
  readonly process: number;
  readonly name?: string;
}

const WORKING_LINE = `alias(daxFile('mail.dat').pages(8).page(5)).user(0x2955_1000)`;

/** One name of a page: whose it is, and where. */
export class Alias extends Builder<AliasDescription> {
  readonly #props: AliasProps;

  constructor(props: AliasProps) {
    super();
    this.#props = Object.freeze(props);
  }

  /** A user's mapping at this address (MAP_FIXED), or where mmap() puts it when no address is given. */
  user(address?: AddressInput): Alias {
    return this.#with({
      who: 'user',
      at: address === undefined ? { kind: 'mmap' } : { kind: 'address', address },
    });
  }
  /** The kernel's permanent mapping of all memory: the address that `dax_io()` uses. */
  directMap(): Alias {
    return this.#with({ who: 'kernel', at: { kind: 'direct map' } });
  }
  /** A kernel mapping at an address of one's own, called `vmap` unless it is given a name. */
  kernel(address: AddressInput): Alias {
    return this.#with({ who: 'kernel', at: { kind: 'address', address } });
  }
  /** Which process a user's mapping belongs to, from 1. */
  process(process: number): Alias {
    return this.#with({ process });
  }
  /** What tables and pictures call it. */
  named(name: string): Alias {
    return this.#with({ name });
  }

  /**
   * The alias on a machine, as if it were the only one there: its addresses, its color, its sets.
   * @example
   * String(alias(daxFile().pages(8).placed({ page: 5, pfn: 0x0c123 }).page(5)).directMap().on(processor('SH7750'))) // => 'kernel alias  va 0x8c123000  pa 0x0c123000  color 3  sets 384–511'
   */
  on(machine: MachineInput): AddressSplit {
    return split(machine, this);
  }

  describe(): AliasDescription {
    const problems = new Problems();
    const { of, who, at, process, name } = this.#props;
    const isPage = problems.unless(isDaxFile(of?.file), notAPage(of));
    problems.unless(
      !isPage || Number.isSafeInteger(of.page),
      `page ${asTyped(of?.page)} of ${asTyped(of?.file?.name)} is not a whole number`,
    );
    const inProcess = Number.isSafeInteger(process) && process >= 1;
    problems.unless(inProcess, `process ${asTyped(process)} is not a number from 1 up`);
    const named = name === undefined || (typeof name === 'string' && name !== '');
    problems.unless(named, `name ${asTyped(name)} is not a text`);
    const place = at.kind === 'address' ? problems.collect(() => exact(at.address)) : at;
    problems.throwIfAny(WORKING_LINE);
    return deepFreeze({
      name: name ?? usualName(who, at.kind, process),
      who,
      of,
      at: place ?? { kind: 'mmap' },
      process: who === 'kernel' ? 0 : process,
    });
  }

  protected sentence(alias: AliasDescription): string {
    return `${alias.name} alias  of ${formatAlias(alias)}`;
  }

  #with(change: Partial<AliasProps>): Alias {
    return new Alias({ ...this.#props, ...change });
  }
}

refuseMoreInMethods(Alias, 'alias(…)', WORKING_LINE, { user: 1 });

/** What is not a page may be the whole file. */
function notAPage(value: unknown): string {
  const isFile = isDaxFile(value) || typeof (value as Partial<DaxFile> | null)?.page === 'function';
  return isFile
    ? 'an alias is of one page of a file, and this is the whole file: take file.page(5)'
    : `an alias is of a page of a DAX file, not of ${asTyped(value)}`;
}

function usualName(who: 'user' | 'kernel', kind: AliasAt['kind'], process: number): string {
  if (who === 'user') return process === 1 ? 'user' : `user ${process}`;
  // What vmap() makes is a mapping of the kernel beside its direct map.
  return kind === 'address' ? 'vmap' : 'kernel';
}

function exact(address: AddressInput): AliasAt {
  return { kind: 'address', address: formatAddress(parseAddress(address, 'alias address')) };
}

/**
 * A name of one page of a DAX file: to begin with the user's, where mmap() puts it.
 * @example
 * String(alias(daxFile('mail.dat').pages(8).page(5)).user(0x2955_1000)) // => 'user alias  of page 5 of mail.dat at 0x29551000'
 */
export function alias(page: FilePage): Alias {
  refuseMore<typeof alias>(1, arguments, 'alias()', WORKING_LINE);
  return new Alias({ of: page, who: 'user', at: { kind: 'mmap' }, process: 1 });
}
