/** `split()`: how a machine takes the addresses of aliases apart. */

import { setsOf } from '../hardware/cache-description.js';
import { type AliasDescription, isAlias } from '../linux/alias.js';
import { Layout, type PlacedAlias } from '../linux/layout.js';
import { sameAlias } from '../linux/machine-aliases.js';
import { checkMachine, type MachineDescription } from '../linux/machine-description.js';
import { placeAliases } from '../linux/placement.js';
import { throughEach } from '../linux/story/story.js';
import { writeStory } from '../notation/write.js';
import { formatAddress } from '../units/address.js';
import { refuseMoreInMethods } from '../units/arguments.js';
import { asTyped, InputError, Problems } from '../units/problems.js';
import { sameData } from '../units/same-data.js';
import {
  addressSplitFigure,
  addressSplitSvg,
  addressSplitTable,
  addressSplitText,
} from '../views/address-split.js';
import type { Table } from '../views/arquero-table.js';
import type { Figure } from '../views/figure.js';
import { describePlacedAlias } from '../views/words.js';
import { type Describable, described } from './builder.js';
import { handForm } from './hands.js';
import { type MachineInput, machineOf } from './machine-input.js';
import { mails } from './mails.js';
import { knownMachine } from './read-story.js';
import { type DisplayBundle, Shown } from './shown.js';

const WORKING_ALIAS = `alias(daxFile('mail.dat').pages(8).page(5)).user(0x2955_1000)`;
const WORKING_LINE = `split(processor('SH7750'), alias(daxFile('mail.dat').pages(8).page(5)).user(0x2955_1000))`;

/**
 * Aliases on a machine: their addresses, field by field. `show()` it: in a page, where they are two names of one page, their bits
 * can be flipped, and color, set and what a load reads follow.
 */
export class AddressSplit extends Shown {
  readonly aliases: readonly PlacedAlias[];
  readonly #layout: Layout;

  constructor(layout: Layout, aliases: readonly PlacedAlias[]) {
    super();
    this.#layout = layout;
    this.aliases = Object.freeze([...aliases]);
  }

  /** The color of the first alias. */
  get color(): number {
    return this.aliases[0]!.color;
  }
  /** Whether all aliases have one color, so that a physically tagged cache keeps them in one line. */
  get congruent(): boolean {
    return this.aliases.every(({ color }) => color === this.color);
  }

  /** The fields of each address: a row an alias. */
  table(): Table {
    return addressSplitTable(this.#layout, this.aliases);
  }
  /** The fields as a Plotly figure. */
  figure(): Figure {
    return addressSplitFigure(this.#layout, this.aliases);
  }
  /** The fields as a picture. */
  svg(): string {
    return addressSplitSvg(this.#layout, this.aliases);
  }
  /** The fields for a mailing list, and the lines that take the addresses apart again. */
  toMail(): string {
    return mails().split(this.#layout, this.aliases);
  }
  /** One alias: a sentence. Several: their fields, drawn below each other. */
  toString(): string {
    const [only, ...others] = this.aliases as [PlacedAlias];
    return others.length === 0
      ? describePlacedAlias(this.#layout, only)
      : addressSplitText(this.#layout, this.aliases);
  }
  toJSON() {
    return {
      machine: this.#layout.machine,
      sets: setsOf(this.#layout.machine.cache),
      aliases: this.aliases.map(({ description, virtual, physical, color }) => ({
        name: description.name,
        virtual: formatAddress(virtual),
        physical: formatAddress(physical),
        color,
      })),
    };
  }
  protected override bundle(): DisplayBundle {
    return { 'text/plain': this.toString(), 'image/svg+xml': this.svg(), ...this.#hand() };
  }
  /** The bits of two names of one page can be flipped, where a page can do that. */
  #hand(): DisplayBundle {
    const [one, two, ...others] = this.aliases.map(({ description }) => description);
    if (others.length > 0 || !two || !isSamePage(one!, two)) return {};
    return handForm('bits', writeStory(throughEach(this.#layout.machine, [one!, two]), knownMachine));
  }
}

refuseMoreInMethods(AddressSplit, 'split(…)', WORKING_LINE);

/**
 * Takes addresses apart as a machine does: tag, color, set, byte in the line. Several aliases are drawn together, so
 * that one sees where they differ.
 */
export function split(
  machine: MachineInput,
  ...aliases: readonly (AliasDescription | Describable<AliasDescription>)[]
): AddressSplit {
  const problems = new Problems();
  const on = problems.collect(() => checkedMachine(machineOf(machine)));
  const of = aliases.map((alias) => problems.collect(() => aliasOf(alias)));
  problems.unless(aliases.length > 0, 'there is no alias to split the address of');
  problems.throwIfAny(WORKING_LINE);
  const layout = new Layout(on!);
  for (const alias of of) layout.check(alias!, problems);
  problems.throwIfAny(WORKING_LINE);
  const known = of.map((alias) => alias!);
  const each = known.filter((alias, index) => known.findIndex((other) => sameAlias(alias, other)) === index);
  return new AddressSplit(layout, placeAliases(layout, each));
}

function isSamePage({ of: one }: AliasDescription, { of: other }: AliasDescription): boolean {
  return one.page === other.page && sameData(one.file, other.file);
}

function checkedMachine(machine: MachineDescription): MachineDescription {
  const problems = new Problems();
  checkMachine(machine, problems);
  problems.throwIfAny(WORKING_LINE);
  return machine;
}

/** The description of an alias; throws an InputError for anything else. */
export function aliasOf(alias: AliasDescription | Describable<AliasDescription>): AliasDescription {
  const description = described(alias);
  if (!isAlias(description)) throw new InputError([notAnAlias(alias)], WORKING_ALIAS);
  return description;
}

/** What is not an alias may be the page that one is of. */
function notAnAlias(value: unknown): string {
  const isPage = typeof value === 'object' && value !== null && 'file' in value && 'page' in value;
  return isPage
    ? 'a page is not an alias yet: alias(file.page(5)) makes one'
    : `${asTyped(value)} is not an alias`;
}
