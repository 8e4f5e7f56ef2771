/**
 * The slots of the kernel's window, one a color, each as long as a page of the machine: what linux/window.ts does when one is
 * opened, told by accesses. A page has a kernel address of its own color here, and not the slot's: where the lines of the page
 * before go first, as they must on virtual tags, and its translation with them, nobody can tell the two apart.
 */
import type { CacheDescription } from '../../hardware/cache-description.js';
import { formatStrategy, type Strategy, type StrategyBehavior } from '../../linux/strategies/index.js';
import type { Problems } from '../../units/problems.js';

export class WindowSlots {
  /** Translations that were set, and those that were taken out of the TLB for it. */
  maps = 0;
  tlbInvalidations = 0;
  /** The page of the machine that each slot leads to, by color. */
  readonly #open = new Map<number, number>();
  readonly #flushes: boolean;

  constructor({ organization }: CacheDescription) {
    this.#flushes = organization === 'VIVT';
  }

  /** Points the slot of a color at a page of the machine. Gives the page whose lines go first; undefined where none do. */
  open(color: number, page: number): number | undefined {
    const before = this.#open.get(color);
    if (before === page) return undefined;
    this.#open.set(color, page);
    this.maps++;
    if (before === undefined) return undefined;
    this.tlbInvalidations++;
    return this.#flushes ? before : undefined;
  }
}

/** Adds to `problems` what of a window two views cannot tell: that an address leads to the page before, or finds its lines. */
export function checkWindow(
  strategy: Strategy,
  { window }: StrategyBehavior,
  { organization }: CacheDescription,
  problems: Problems,
): void {
  if (!window) return;
  const keeps = [
    !window.invalidatesTlb && 'translations',
    !window.flushesBeforeReuse && organization === 'VIVT' && 'lines',
  ].filter((kept) => kept !== false);
  for (const kept of keeps) {
    problems.add(
      `${formatStrategy(strategy)}: two views keep no ${kept} of another page, and cannot tell what comes of them: a story can`,
    );
  }
}
