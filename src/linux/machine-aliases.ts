/** The aliases of one story on one machine: placed and mapped, each exactly once. */
import type { Machine } from '../hardware/machine.js';
import { KERNEL_SPACE } from '../hardware/machine.js';
import { type AliasDescription, samePage } from './alias.js';
import type { FilePage } from './dax-file.js';
import type { Layout, PlacedAlias } from './layout.js';
import { placeAliases } from './placement.js';
import { isCachedUnder, type Strategy } from './strategy.js';

/** A placed alias and its number in the machine. */
export interface MappedAlias extends PlacedAlias {
  readonly number: number;
}

export class MachineAliases {
  readonly #machine: Machine;
  readonly #layout: Layout;
  readonly #strategy: Strategy;
  readonly #mapped: MappedAlias[] = [];
  /** The same by what {@link sameAlias} compares: a long transfer has an alias a page, and asks for each. */
  readonly #known = new Map<string, MappedAlias>();
  readonly #users: MappedAlias[] = [];

  /** The user's mappings are there from the start: a plan treats all of them, also those that are used later. */
  constructor(machine: Machine, layout: Layout, strategy: Strategy, users: readonly AliasDescription[]) {
    this.#machine = machine;
    this.#layout = layout;
    this.#strategy = strategy;
    for (const user of placeAliases(layout, users)) this.#remember(this.#map(user));
  }

  get all(): readonly MappedAlias[] {
    return this.#mapped;
  }

  /** The alias; one of the kernel's is mapped at its first use. */
  of(description: AliasDescription): MappedAlias {
    const known = this.#known.get(nameOf(description));
    return known ?? this.#remember(this.#map(this.#layout.place(description)));
  }

  /**
   * The alias, ready for use: a window's slot is pointed at its page. A virtually tagged cache would go on hitting the
   * lines of the page that the slot led to before, so they are flushed first; physical tags need no such care.
   */
  opened(description: AliasDescription): MappedAlias {
    const alias = this.of(description);
    const { number, physical } = alias;
    if (description.at.kind !== 'window') return alias;
    const before = this.#machine.physicalPageOf(number);
    if (before === physical.page) return alias;
    const { cache, pageSize } = this.#layout.machine;
    if (before !== undefined && cache.organization === 'VIVT') {
      this.#machine.maintain('flush', number, 0, pageSize);
    }
    this.#machine.map(number, physical);
    return alias;
  }

  /** Every user alias of a page that the story has. */
  usersOf(page: FilePage): MappedAlias[] {
    return this.#users.filter(({ description }) => samePage(description.of, page));
  }

  #remember(alias: MappedAlias): MappedAlias {
    this.#known.set(nameOf(alias.description), alias);
    if (alias.description.who === 'user') this.#users.push(alias);
    return alias;
  }

  #map(placed: PlacedAlias): MappedAlias {
    const { who, process, at, name } = placed.description;
    const space = who === 'kernel' ? KERNEL_SPACE : process;
    const length = this.#layout.machine.pageSize;
    const alias = { name, who, space, virtual: placed.virtual, length };
    const number = this.#machine.addAlias(alias);
    // A window is opened by whoever uses it; all other aliases last as long as the story.
    if (at.kind !== 'window') this.#machine.map(number, placed.physical, isCachedUnder(this.#strategy, who));
    const mapped = Object.freeze({ ...placed, number });
    this.#mapped.push(mapped);
    return mapped;
  }
}

/** Whether two descriptions are of one alias: they have the same place of the same page in the same address space. */
export function sameAlias(a: AliasDescription, b: AliasDescription): boolean {
  return (
    a.who === b.who &&
    a.process === b.process &&
    samePage(a.of, b.of) &&
    JSON.stringify(a.at) === JSON.stringify(b.at)
  );
}

/** The same for two descriptions where they are of one alias, and for no others. */
function nameOf({ who, process, of, at }: AliasDescription): string {
  return JSON.stringify([who, process, of.file.name, of.page, at]);
}
