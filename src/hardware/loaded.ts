/** What loads give: bytes, what they should have been, and what they are instead where they differ. */
import { joined } from '../units/bytes.js';

/** What a load gave, or several that were one to whoever asked. */
export interface Loaded {
  readonly bytes: Uint8Array;
  /** What the oracle held: the newest bytes. */
  readonly expected: Uint8Array;
  /** Bytes are old ones of the page that was meant. One load is stale or foreign; several together can be both. */
  readonly stale: boolean;
  /** Bytes are another page's than the one that was meant. */
  readonly foreign: boolean;
}

/** Loads of neighboring bytes as one. */
export function loadedTogether(loads: readonly Loaded[]): Loaded {
  return {
    bytes: joined(loads.map(({ bytes }) => bytes)),
    expected: joined(loads.map(({ expected }) => expected)),
    stale: loads.some(({ stale }) => stale),
    foreign: loads.some(({ foreign }) => foreign),
  };
}
