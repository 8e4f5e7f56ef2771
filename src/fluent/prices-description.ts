/** What `prices()` are asked of, as plain data and in words. */
import type { Costs } from '../linux/costs.js';
import type { MachineDescription } from '../linux/machine-description.js';
import type { Strategy } from '../linux/strategies/index.js';
import { formatSize } from '../units/size.js';
import type { PricedBy } from '../views/prices-over.js';
import { count } from '../views/words.js';

/** What is priced: a transfer, where its bytes are before, and under which strategies. */
export interface PricesDescription {
  readonly machine: MachineDescription;
  readonly rw: 'read' | 'write' | 'both';
  /** Bytes. */
  readonly length: number;
  /** Shares, from 0 to 1: of the transfer's lines, and of those that are resident. */
  readonly resident: number;
  readonly dirty: number;
  /** Colors that the direct map is on from the user's address. */
  readonly apart: number;
  readonly strategies: readonly { readonly name: string; readonly strategy: Strategy }[];
  readonly costs: Costs;
}

/** `dax_io read of 4 KiB · 100 % of it at the user’s, 50 % of that dirty · 2 colors apart on SH7750`; what varies is left open. */
export function describePrices(description: PricesDescription, varies?: PricedBy): string {
  const { rw, length, resident, dirty, apart, machine } = description;
  const what = rw === 'both' ? 'read and write' : rw;
  const bytes = varies === 'length' ? '' : ` of ${formatSize(length)}`;
  const share = (of: 'resident' | 'dirty', value: number) =>
    varies === of ? 'some' : `${Math.round(value * 1000) / 10} %`;
  const shares = `${share('resident', resident)} of it at the user’s, ${share('dirty', dirty)} of that dirty`;
  return `dax_io ${what}${bytes} · ${shares} · ${count(apart, 'color')} apart on ${machine.name}`;
}

/** The title of a figure: `What a read and a write of 4 KiB cost on SH7750`. */
export function titleOf({ rw, length, machine }: PricesDescription, varies?: PricedBy): string {
  const what = rw === 'both' ? 'a read and a write' : `a ${rw}`;
  const bytes = varies === 'length' ? '' : ` of ${formatSize(length)}`;
  return `What ${what}${bytes} ${rw === 'both' ? 'cost' : 'costs'} on ${machine.name}`;
}
