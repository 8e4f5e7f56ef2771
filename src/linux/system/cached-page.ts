/** A page of the page cache, in a frame of ordinary memory. */
import type { Address } from '../../units/address.js';
import type { FilePage } from '../dax-file.js';

export interface CachedPage {
  readonly of: FilePage;
  readonly physical: Address;
  /** All pages of its folio, in order, where that has several: they lie one after another in memory. */
  readonly folio?: readonly CachedPage[];
  /** It holds what the file holds, or zeros beyond that. */
  uptodate: boolean;
  /** It holds what was not written back to the medium yet. */
  dirty: boolean;
}
