/** The aliases of one story on one machine: placed and mapped, each exactly once. */
import type { Agent, Machine } from '../hardware/machine.js';
import { KERNEL_SPACE } from '../hardware/machine.js';
import type { WindowUse } from '../ports/space/index.js';
import { type Address, formatAddress } from '../units/address.js';
import type { AliasAt, AliasDescription } from './alias.js';
import { type DaxFileDescription, type FilePage, physicalAddressOf } from './dax-file.js';
import type { Layout, PlacedAlias } from './layout.js';
import type { MappingKind } from './mm/mapping.js';
import { placeAliases } from './placement.js';
import { behaviorOf, type Strategy } from './strategies/index.js';
import { FULL_CARE, openWindow, type WindowCare } from './window.js';

/** A placed alias and its number in the machine. */
export interface MappedAlias extends PlacedAlias {
  readonly number: number;
}

export class MachineAliases {
  readonly #machine: Machine;
  readonly #layout: Layout;
  readonly #caches: (who: 'user' | 'kernel') => boolean;
  readonly #mapped: MappedAlias[] = [];
  readonly #byPlace = new Map<string, MappedAlias>();
  /** User aliases that lead somewhere now, by physical 4 KiB page: what a plan treats. */
  readonly #users = new Map<number, Set<MappedAlias>>();
  /** Who transfers by himself, by name. */
  readonly #devices = new Map<string, Agent>();
  /** Those of private mappings that a story made by mmap(). */
  readonly #private = new Set<MappedAlias>();

  /** The user's mappings are there from the start: a plan treats all of them, also those that are used later. */
  constructor(machine: Machine, layout: Layout, strategy: Strategy, users: readonly AliasDescription[]) {
    this.#machine = machine;
    this.#layout = layout;
    this.#caches = behaviorOf(strategy).caches;
    for (const user of placeAliases(layout, users)) this.#map(user);
  }

  get all(): readonly MappedAlias[] {
    return this.#mapped;
  }

  /** The alias; one of the kernel's is mapped at its first use, and may be one that the kernel has used before. */
  of(description: AliasDescription): MappedAlias {
    const isUser = description.who === 'user';
    const known = isUser ? this.#byPlace.get(placeOf(description)) : undefined;
    if (known) return known;
    const placed = this.#layout.place(description);
    return this.#byPlace.get(keyOf(placed)) ?? this.#map(placed);
  }

  /**
   * The alias, ready for use: a window's slot is pointed at its page. A virtually tagged cache would go on hitting the
   * lines of the page that the slot led to before, so they are flushed first; physical tags need no such care.
   */
  opened(description: AliasDescription, care: WindowCare = FULL_CARE): MappedAlias {
    const alias = this.of(description);
    if (description.at.kind === 'window') openWindow(this.#machine, alias.number, alias.physical, care);
    return alias;
  }

  /** The kernel's direct-map address of a frame that holds a page of a file, or a copy of it. */
  directMapOf(of: FilePage, physical: Address): MappedAlias {
    const at = { kind: 'direct map' } as const;
    const virtual = this.#layout.directMap(physical);
    const known = this.#byPlace.get(frameOf(at, physical, virtual)!);
    if (known) return known;
    const description = { name: 'kernel', who: 'kernel', of, at, process: 0 } as const;
    return this.#map({ description, virtual, physical, color: this.#layout.colorOf(virtual) });
  }

  /** A window of this color that leads to a frame, for this use of it. */
  windowOf(
    of: FilePage,
    physical: Address,
    color: number,
    { care = FULL_CARE, use }: { readonly care?: WindowCare; readonly use?: WindowUse | undefined } = {},
  ): MappedAlias {
    const at = { kind: 'window', color } as const;
    const virtual = this.#layout.window(color, use);
    const key = frameOf(at, physical, virtual)!;
    let alias = this.#byPlace.get(key);
    if (!alias) {
      const description = { name: 'window', who: 'kernel', of, at, process: 0 } as const;
      alias = this.#map({ description, virtual, physical, color });
    }
    openWindow(this.#machine, alias.number, alias.physical, care);
    return alias;
  }

  /** The device that an alias is of: each is one agent, whatever pages it reaches. */
  deviceOf({ name, at }: AliasDescription): Agent {
    const known = this.#devices.get(name);
    if (known) return known;
    const device = addDevice(this.#machine, at);
    this.#devices.set(name, device);
    return device;
  }

  /** A page table entry of a process: this address leads to this frame from now on. */
  mapUser(
    description: AliasDescription,
    virtual: Address,
    physical: Address,
    kind: MappingKind,
  ): MappedAlias {
    const place = `user ${description.process} ${formatAddress(virtual)} ${physical.page}`;
    let alias = this.#byPlace.get(place);
    if (!alias) {
      alias = this.#add({ description, virtual, physical, color: this.#layout.colorOf(virtual) });
      this.#byPlace.set(place, alias);
    }
    this.#machine.map(alias.number, physical, this.#isCached(alias));
    this.#usersAt(physical.page).add(alias);
    if (kind === 'private') this.#private.add(alias);
    else this.#private.delete(alias);
    return alias;
  }

  /**
   * Whether an alias of a user's belongs to a shared mapping (VM_MAYSHARE). One that a story states by its address is taken
   * to, unless the port would refuse a shared mapping there.
   */
  isShared(alias: MappedAlias): boolean {
    if (this.#private.has(alias)) return false;
    const { at, of } = alias.description;
    return at.kind !== 'address' || this.#layout.allowsShared(of.page, alias.virtual);
  }

  /** Takes a page table entry of a process away. */
  unmapUser(alias: MappedAlias): void {
    this.#machine.unmap(alias.number);
    this.#usersAt(alias.physical.page).delete(alias);
  }

  /** Every user alias that leads to this frame now. */
  usersOf(physical: Address): MappedAlias[] {
    return [...(this.#users.get(physical.page) ?? [])];
  }

  /** Whether any user alias leads to a page of this file now. */
  isMappedByUser({ name }: DaxFileDescription): boolean {
    const pages = [...this.#users.values()];
    return pages.some((users) => [...users].some(({ description }) => description.of.file.name === name));
  }

  #map(placed: PlacedAlias): MappedAlias {
    const { description, physical } = placed;
    const { who, at } = description;
    const mapped = this.#add(placed);
    // A window is opened by whoever uses it; all other aliases last as long as the story.
    if (at.kind !== 'window') this.#mapForGood(mapped, this.#isCached(placed));
    this.#byPlace.set(keyOf(placed), mapped);
    if (who === 'user') this.#usersAt(physical.page).add(mapped);
    return mapped;
  }

  /** A strategy is about blocks of files: copies of them and pages of the page cache are memory like any other. */
  #isCached({ description, physical, virtual }: PlacedAlias): boolean {
    const { who, of } = description;
    if (who === 'device' || this.#layout.isUncached(virtual)) return false;
    const block = physicalAddressOf(of.file, of.page, this.#layout.machine.pageSize);
    return block.page !== physical.page || this.#caches(who);
  }

  /** Found out about at first use, but there before the story: no step has this mapping in its counts. */
  #mapForGood({ number, physical }: MappedAlias, cached: boolean): void {
    const { step } = this.#machine;
    this.#machine.step = 0;
    this.#machine.map(number, physical, cached);
    this.#machine.step = step;
  }

  #add(placed: PlacedAlias): MappedAlias {
    const { who, process, name, at } = placed.description;
    const number = this.#machine.addAlias({
      name,
      who,
      space: who === 'user' ? process : KERNEL_SPACE,
      virtual: placed.virtual,
      length: this.#layout.machine.pageSize,
      ...(at.kind === 'window' && { takesTurns: true }),
    });
    const mapped = Object.freeze({ ...placed, number });
    this.#mapped.push(mapped);
    return mapped;
  }

  #usersAt(page: number): Set<MappedAlias> {
    let users = this.#users.get(page);
    if (!users) {
      users = new Set();
      this.#users.set(page, users);
    }
    return users;
  }
}

/** Adds the agent that reaches memory where a device's alias lies. */
export function addDevice(machine: Machine, at: AliasAt): Agent {
  return machine.addAgent({ port: 'dma', coherent: at.kind === 'bus' && at.coherent });
}

/** What an alias is found again by. */
function keyOf({ description, physical, virtual }: PlacedAlias): string {
  return frameOf(description.at, physical, virtual) ?? placeOf(description);
}

/** Direct map and windows are one mapping each: there is one alias of a frame in it, whatever file the frame is of. */
function frameOf(at: AliasAt, physical: Address, virtual: Address): string | undefined {
  if (at.kind === 'direct map') return `frame ${physical.page}`;
  return at.kind === 'window' ? `window ${formatAddress(virtual)} ${physical.page}` : undefined;
}

/**
 * What makes an alias the one it is: its place in its address space, and the page behind it. Each alias that mmap() places
 * has a place of its own, by its name.
 */
function placeOf({ who, process, of, at, name }: AliasDescription): string {
  const where = at.kind === 'mmap' ? `mmap ${name}` : JSON.stringify(at);
  return `${who} ${process} ${where} ${of.page} ${of.file.name}`;
}

/** Whether two descriptions are of one alias: they have the same place of the same page in the same address space. */
export function sameAlias(a: AliasDescription, b: AliasDescription): boolean {
  return placeOf(a) === placeOf(b);
}
