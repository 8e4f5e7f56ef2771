/** Where the pages of a trace lie: which frame each has, and whether the cache may hold it. */

export interface PlacedPage {
  /** The 4 KiB page of physical memory. */
  readonly physicalPage: number;
  /** Past the cache. */
  readonly isUncached: boolean;
}

/** Translates 4 KiB pages of virtual addresses, the same way every time. */
export interface Placement {
  of(virtualPage: number): PlacedPage;
}

/** Pages take frames in the order in which they are first touched. */
export class FirstTouch implements Placement {
  readonly #frames = new Map<number, number>();

  /** `smallPages` of 4 KiB are one page of the machine, and stay together. Throws what `full` gives beyond `most` frames. */
  constructor(
    readonly smallPages: number,
    readonly most: number,
    readonly full: () => Error,
  ) {}

  /** How many frames are taken. */
  get frames(): number {
    return this.#frames.size;
  }

  of(virtualPage: number): PlacedPage {
    const within = virtualPage % this.smallPages;
    const page = (virtualPage - within) / this.smallPages;
    let frame = this.#frames.get(page);
    if (frame === undefined) {
      frame = this.#frames.size;
      if (frame === this.most) throw this.full();
      this.#frames.set(page, frame);
    }
    return { physicalPage: frame * this.smallPages + within, isUncached: false };
  }
}
