/** The aliases of one story on one machine: described, placed, mapped, each exactly once. */
import type { Machine } from '../hardware/machine.js';
import { KERNEL_SPACE } from '../hardware/machine.js';
import { type AliasDescription, samePage } from './alias.js';
import type { FilePage } from './dax-file.js';
import type { Layout, PlacedAlias } from './layout.js';
import type { Strategy } from './strategy.js';

/** A placed alias and its number in the machine. */
export interface MappedAlias extends PlacedAlias {
  readonly number: number;
}

export class MachineAliases {
  readonly #machine: Machine;
  readonly #layout: Layout;
  readonly #strategy: Strategy;
  readonly #mapped: MappedAlias[] = [];

  constructor(machine: Machine, layout: Layout, strategy: Strategy) {
    this.#machine = machine;
    this.#layout = layout;
    this.#strategy = strategy;
  }

  get all(): readonly MappedAlias[] {
    return this.#mapped;
  }

  /** The alias, mapped at its first use. */
  of(description: AliasDescription): MappedAlias {
    return this.#mapped.find((known) => sameAlias(known.description, description)) ?? this.#map(description);
  }

  /** Every user alias of a page that the story has. */
  usersOf(page: FilePage): MappedAlias[] {
    return this.#mapped.filter(
      ({ description }) => description.who === 'user' && samePage(description.of, page),
    );
  }

  #map(description: AliasDescription): MappedAlias {
    const { who, process, at } = description;
    const space = who === 'kernel' ? KERNEL_SPACE : process;
    const nth = this.#mapped.filter(
      (other) =>
        at.kind === 'mmap' && other.description.at.kind === 'mmap' && other.description.process === process,
    ).length;
    const placed = this.#layout.place(description, nth);
    const length = this.#layout.machine.pageSize;
    const alias = { name: description.name, who, space, virtual: placed.virtual, length };
    const number = this.#machine.addAlias(alias);
    // A window is opened by whoever uses it; all other aliases last as long as the story.
    if (at.kind !== 'window') this.#machine.map(number, placed.physical, this.#isCached(who));
    const mapped = Object.freeze({ ...placed, number });
    this.#mapped.push(mapped);
    return mapped;
  }

  #isCached(who: 'user' | 'kernel'): boolean {
    return this.#strategy.kind !== 'uncached' || (this.#strategy.who === 'kernel' && who === 'user');
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
