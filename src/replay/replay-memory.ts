/**
 * One memory for a pass over a trace: a stretch of references, and behind it the lines of every cache that they go through.
 *
 *     addresses │ sizes │ kinds │ lines of the first cache │ lines of the second │ …
 *
 * Readers write into it, and cores read there: nothing is copied between them.
 */
import { type CacheDescription, setsOf } from '../hardware/cache-description.js';
import { ReferenceBatch } from './references.js';
import { type CoreLayout, EMPTY } from './tag-core.js';
import { WASM_PAGE, type WasmMemory, wasm } from './web-assembly.js';

const ALIGNED = 64;

export class ReplayMemory {
  readonly memory: WasmMemory;
  /** The stretch of references, to fill. */
  readonly batch: ReferenceBatch;
  /** Where the references and the lines of each cache lie. */
  readonly layouts: readonly CoreLayout[];

  /** Room for so many references, and for the lines of these caches. */
  constructor(room: number, caches: readonly CacheDescription[]) {
    const words = 0;
    const size = words + 8 * room;
    const kind = size + 2 * room;
    let end = aligned(kind + room);
    this.layouts = caches.map((cache) => {
      const lines = end;
      end = aligned(end + 8 * setsOf(cache) * cache.ways);
      return { words, size, kind, lines };
    });
    this.memory = new wasm!.Memory({ initial: Math.max(1, Math.ceil(end / WASM_PAGE)) });
    const { buffer } = this.memory;
    this.batch = new ReferenceBatch(room, {
      words: new Uint32Array(buffer, words, 2 * room),
      size: new Uint16Array(buffer, size, room),
      kind: new Uint8Array(buffer, kind, room),
    });
    for (const [i, { lines }] of this.layouts.entries()) {
      const cache = caches[i]!;
      new Uint8Array(buffer, lines, 8 * setsOf(cache) * cache.ways).fill(EMPTY);
    }
  }
}

function aligned(at: number): number {
  return Math.ceil(at / ALIGNED) * ALIGNED;
}
