/** `mapping()`: what a process maps of a file with mmap(), and touches with the faults that it takes. */

import { type DaxFileDescription, type FilePage, isDaxFile } from '../linux/dax-file.js';
import {
  checkMapping,
  formatMapping,
  type MappingDescription,
  type MappingKind,
} from '../linux/mm/mapping.js';
import { type AddressInput, formatAddress, parseAddress } from '../units/address.js';
import { refuseMore, refuseMoreInMethods } from '../units/arguments.js';
import { deepFreeze } from '../units/deep-freeze.js';
import { asTyped, Problems } from '../units/problems.js';
import { renamed } from '../units/renamed.js';
import { Builder, type Describable, described } from './builder.js';

interface MappingProps {
  readonly of: DaxFileDescription | Describable<DaxFileDescription> | FilePage;
  readonly kind: MappingKind;
  readonly range: { readonly page: number; readonly pages: number } | undefined;
  readonly fixed: AddressInput | undefined;
  readonly process: number;
  readonly huge: boolean;
  readonly name: string | undefined;
}

const WORKING_LINE = `mapping(daxFile('mail.dat').pages(8)).from(5, 1).fixed(0x2955_1000)`;

/** A mapping that a process asks for: pages of a file, shared or private, where Linux puts it or at an address. */
export class Mapping extends Builder<MappingDescription> {
  readonly #props: MappingProps;

  constructor(props: MappingProps) {
    super();
    this.#props = Object.freeze(props);
  }

  /** So many pages of the file from this one on: one, where no number is given; all of them, where nothing is said. */
  from(page: number, pages = 1): Mapping {
    return this.#with({ range: { page, pages } });
  }
  /** @deprecated The old name of `from()`. */
  pages(page: number, pages = 1): Mapping {
    renamed('mapping().pages()', 'mapping().from()');
    return this.from(page, pages);
  }
  /** MAP_SHARED: stores go to the file. */
  shared(): Mapping {
    return this.#with({ kind: 'shared' });
  }
  /** MAP_PRIVATE: the first store to a page makes a copy that nobody else sees. */
  private(): Mapping {
    return this.#with({ kind: 'private' });
  }
  /** MAP_FIXED: at this address, or not at all. */
  fixed(address: AddressInput): Mapping {
    return this.#with({ fixed: address });
  }
  /** Faults may map 2 MiB at once, where release, port, file and address allow it. */
  huge(): Mapping {
    return this.#with({ huge: true });
  }
  /** Which process maps it, from 1. */
  process(process: number): Mapping {
    return this.#with({ process });
  }
  /** What tables and pictures call it; its pages are told apart by their number in the file. */
  named(name: string): Mapping {
    return this.#with({ name });
  }

  describe(): MappingDescription {
    const problems = new Problems();
    const { of, range, fixed, process, kind, huge, name } = this.#props;
    const page = isPage(of) ? of.page : undefined;
    const file = isPage(of) ? of.file : described(of);
    const isFile = problems.unless(isDaxFile(file), `a mapping is of a DAX file, not of ${asTyped(of)}`);
    const named = name === undefined || (typeof name === 'string' && name !== '');
    problems.unless(named, `name ${asTyped(name)} is not a text`);
    const at =
      fixed === undefined
        ? undefined
        : problems.collect(() => formatAddress(parseAddress(fixed, 'fixed address')));
    problems.throwIfAny(WORKING_LINE);
    const all = { page: page ?? 0, pages: page === undefined ? file.pages : 1 };
    const description: MappingDescription = {
      name: name ?? (process === 1 ? 'user' : `user ${asTyped(process)}`),
      file,
      kind,
      ...(range ?? all),
      ...(at !== undefined && { fixed: at }),
      process,
      huge,
    };
    if (isFile) checkMapping(description, problems);
    problems.throwIfAny(WORKING_LINE);
    return deepFreeze(description);
  }

  protected sentence(mapping: MappingDescription): string {
    return `mapping  ${mapping.name}  ${formatMapping(mapping)}`;
  }

  #with(change: Partial<MappingProps>): Mapping {
    return new Mapping({ ...this.#props, ...change });
  }
}

refuseMoreInMethods(Mapping, 'mapping(…)', WORKING_LINE, { from: 2, pages: 2 });

function isPage(value: MappingProps['of']): value is FilePage {
  return typeof value === 'object' && value !== null && 'page' in value && typeof value.page === 'number';
}

/**
 * A mapping of a file, or of one page of it: to begin with shared, of the whole file, in process 1, where Linux puts it.
 * `scenario().mmap(…)` makes it; `.store()` and `.load()` go through it.
 * @example
 * String(mapping(daxFile('mail.dat').pages(8)).from(5)) // => 'mapping  user  shared, page 5 of mail.dat'
 */
export function mapping(of: DaxFileDescription | Describable<DaxFileDescription> | FilePage): Mapping {
  refuseMore<typeof mapping>(1, arguments, 'mapping()', WORKING_LINE);
  return new Mapping({
    of,
    kind: 'shared',
    range: undefined,
    fixed: undefined,
    process: 1,
    huge: false,
    name: undefined,
  });
}
