/** What `prices()` are asked of, in words. */
import { USUAL_LINUX } from '../linux/linux-description.js';
import type { PricesDescription } from '../price/priced-strategies.js';
import { formatSize } from '../units/size.js';
import type { PricedBy } from '../views/prices-over.js';
import { count, describeLinux } from '../views/words.js';

/** `dax_io read of 4 KiB · 100 % of it at the user’s, 50 % of that dirty · 2 colors apart on SH7750`; what varies is left open. */
export function describePrices(description: PricesDescription, varies?: PricedBy): string {
  const { rw, length, resident, dirty, apart, machine, linux = USUAL_LINUX } = description;
  const what = rw === 'both' ? 'read and write' : rw;
  const bytes = varies === 'length' ? '' : ` of ${formatSize(length)}`;
  const share = (of: 'resident' | 'dirty', value: number) =>
    varies === of ? 'some' : `${Math.round(value * 1000) / 10} %`;
  const shares = `${share('resident', resident)} of it at the user’s, ${share('dirty', dirty)} of that dirty`;
  const release = linux.era === USUAL_LINUX.era ? '' : ` · ${describeLinux(linux)}`;
  return `dax_io ${what}${bytes} · ${shares} · ${count(apart, 'color')} apart on ${machine.name}${release}`;
}

/** The title of a figure: `What a read and a write of 4 KiB cost on SH7750`. */
export function titleOf({ rw, length, machine }: PricesDescription, varies?: PricedBy): string {
  const what = rw === 'both' ? 'a read and a write' : `a ${rw}`;
  const bytes = varies === 'length' ? '' : ` of ${formatSize(length)}`;
  return `What ${what}${bytes} ${rw === 'both' ? 'cost' : 'costs'} on ${machine.name}`;
}
