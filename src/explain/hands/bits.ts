/** The bits of two names of one page: reads which names on which machine a hand is about, and looks at them where they are put. */

import { split } from '../../fluent/address-split.js';
import { scenario } from '../../fluent/scenario.js';
import { toBigInt } from '../../units/address.js';
import { InputError } from '../../units/problems.js';
import { lookAt, type TwoNames, type TwoNamesLook } from '../two-names.js';
import { remembering } from './remembering.js';

export interface BitsAnswer {
  readonly addresses: readonly [bigint, bigint];
  readonly look: TwoNamesLook;
}

/** What is to be seen of the two names in this text: where it has them, or at these addresses. */
export function askBits(text: string, addresses?: readonly [bigint, bigint]): BitsAnswer {
  const names = namesIn(text);
  const at = addresses ?? names.addresses;
  return { addresses: at, look: lookAt({ ...names, addresses: at }) };
}

/** The names of a story that goes through two aliases of one page. The user's comes first, and stores. */
const namesIn = remembering((text: string): TwoNames => {
  const { machine, aliases } = scenario(text).story();
  const placed = aliases.length === 0 ? [] : [...split(machine, ...aliases).aliases];
  const [one, two] = placed.sort(
    ({ description: a }, { description: b }) => Number(a.who === 'kernel') - Number(b.who === 'kernel'),
  );
  const frames = new Set(placed.map(({ physical }) => toBigInt(physical)));
  if (one === undefined || two === undefined || placed.length > 2 || frames.size > 1)
    throw new InputError(
      [`bits are those of two names of one page, and here are ${placed.length} of ${frames.size}`],
      `show(split(processor('SH7750'), alias(page).user(0x2955_1000), alias(page).directMap()))`,
    );
  return {
    machine,
    pfn: Number(toBigInt(one.physical) / BigInt(machine.pageSize)),
    names: [one.description, two.description],
    addresses: [toBigInt(one.virtual), toBigInt(two.virtual)],
  };
});
