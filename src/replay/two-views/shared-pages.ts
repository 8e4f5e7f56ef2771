/** Two views of a program's pages: the program's own, and the kernel's, each page of which has a color of its own. */
import type { StrategyBehavior } from '../../linux/strategies/index.js';
import type { FirstTouch, PlacedPage, Placement } from '../data/placement.js';

/** The first page of the kernel's alias: 0xffff_8880_0000_0000, of color 0, where no program lies. */
const KERNEL = 0xffff_8880_0000_0000n / 4096n;
const FIRST_KERNEL_PAGE = Number(KERNEL);
/** Upper address words from here on are the kernel's; its buffer lies below its alias. */
export const KERNEL_WORD = 0xffff_8000;

/** What a page of the program's looks like from both sides. Pages are of 4 KiB here, and colors count such pages. */
export class SharedPages implements Placement {
  readonly #frames: FirstTouch;
  readonly #isUserUncached: boolean;
  readonly #isKernelUncached: boolean;
  readonly #colors: number;
  /** The program's pages that the kernel has an alias of, in the order in which it called; and their places there. */
  readonly #called: number[] = [];
  readonly #places = new Map<number, number>();

  constructor(frames: FirstTouch, colors: number, behavior: StrategyBehavior) {
    this.#frames = frames;
    this.#colors = colors;
    this.#isUserUncached = !behavior.caches('user');
    this.#isKernelUncached = !behavior.caches('kernel');
  }

  /** The page of the buffer that is copied to and from: a page of the kernel's own, behind all aliases. */
  get bufferPage(): number {
    return FIRST_KERNEL_PAGE - this.#colors;
  }

  /**
   * The kernel's alias, of this color, of a page of the program's: one address a page. It says nothing of the frame, which the
   * page gets when an access first comes there: a call is written down before those that precede it are done.
   */
  kernelPageOf(userPage: number, color: number): number {
    let place = this.#places.get(userPage);
    if (place === undefined) {
      place = this.#called.push(userPage) - 1;
      this.#places.set(userPage, place);
    }
    return FIRST_KERNEL_PAGE + place * this.#colors + (color % this.#colors);
  }

  of(virtualPage: number): PlacedPage {
    if (virtualPage >= FIRST_KERNEL_PAGE) {
      const userPage = this.#called[Math.floor((virtualPage - FIRST_KERNEL_PAGE) / this.#colors)]!;
      const { physicalPage } = this.#frames.of(userPage);
      return { physicalPage, isUncached: this.#isKernelUncached };
    }
    if (virtualPage === this.bufferPage) return this.#frames.of(virtualPage);
    const { physicalPage } = this.#frames.of(virtualPage);
    return { physicalPage, isUncached: this.#isUserUncached };
  }
}
