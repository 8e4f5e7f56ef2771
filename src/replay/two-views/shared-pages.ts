/** Two views of a program's pages: the program's own, and the kernel's, whose color is so many further on. */
import { behaviorOf, type Strategy } from '../../linux/strategies/index.js';
import type { FirstTouch, PlacedPage, Placement } from '../data/placement.js';

/** The first page of the kernel's alias: 0xffff_8880_0000_0000, of color 0, where no program lies. */
const KERNEL = 0xffff_8880_0000_0000n / 4096n;
const FIRST_KERNEL_PAGE = Number(KERNEL);
/** Upper address words from here on are the kernel's; its buffer lies below its alias. */
export const KERNEL_WORD = 0xffff_8000;

/** What a page of the program's looks like from both sides. */
export class SharedPages implements Placement {
  readonly #frames: FirstTouch;
  readonly #isUserUncached: boolean;
  readonly #isKernelUncached: boolean;
  readonly #colors: number;

  /** `colors` and `difference` count 4 KiB pages, and `smallPages` are one page of the machine. */
  constructor(
    frames: FirstTouch,
    colors: number,
    readonly difference: number,
    strategy: Strategy,
  ) {
    this.#frames = frames;
    this.#colors = colors;
    this.#isUserUncached = !behaviorOf(strategy).caches('user');
    this.#isKernelUncached = !behaviorOf(strategy).caches('kernel');
  }

  /** The page of the buffer that is copied to and from: a page of the kernel's own, behind all aliases. */
  get bufferPage(): number {
    return FIRST_KERNEL_PAGE - this.#colors;
  }

  /** The kernel's alias of a page of the program's: one address a frame, `difference` colors on from the program's. */
  kernelPageOf(userPage: number): number {
    const { physicalPage } = this.#frames.of(userPage);
    return FIRST_KERNEL_PAGE + physicalPage * this.#colors + ((userPage + this.difference) % this.#colors);
  }

  of(virtualPage: number): PlacedPage {
    if (virtualPage >= FIRST_KERNEL_PAGE) {
      const physicalPage = Math.floor((virtualPage - FIRST_KERNEL_PAGE) / this.#colors);
      return { physicalPage, isUncached: this.#isKernelUncached };
    }
    if (virtualPage === this.bufferPage) return this.#frames.of(virtualPage);
    const { physicalPage } = this.#frames.of(virtualPage);
    return { physicalPage, isUncached: this.#isUserUncached };
  }
}
