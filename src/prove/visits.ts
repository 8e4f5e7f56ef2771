/** Which states of line and kernel a search has visited, and by which way it came to each first. */
import type { Moment } from './moments.js';

/** Beyond every depth: not visited. */
const NEVER = 2 ** 30;

export class Visits {
  count = 0;
  readonly #places: number;
  // One entry a state and place: its depth, where it was reached from, and by which edge there.
  #depth = new Int32Array(0);
  #from = new Int32Array(0);
  #edge = new Int32Array(0);

  /** `places` is the number of places in the kernel's program; a node is a state times them, plus a place. */
  constructor(places: number) {
    this.#places = places;
  }

  /** In how many steps the node was reached; more than any, where it was not. */
  depthOf(node: number): number {
    return node < this.#depth.length ? this.#depth[node]! : NEVER;
  }

  /** The node is reached from another one, by edge `way` of the place that that one is at; -1 where runs start. */
  note(node: number, depth: number, from: number, way: number): void {
    if (node >= this.#depth.length) this.#grow(node);
    if (this.#depth[node] === NEVER) this.count++;
    this.#depth[node] = depth;
    this.#from[node] = from;
    this.#edge[node] = way;
  }

  /** The moments of the run that first came to a node. */
  runTo(node: number, edges: readonly (readonly { readonly moment: Moment }[])[]): Moment[] {
    const run: Moment[] = [];
    for (let at = node; this.#edge[at]! >= 0; ) {
      const from = this.#from[at]!;
      run.push(edges[from % this.#places]![this.#edge[at]!]!.moment);
      at = from;
    }
    return run.reverse();
  }

  #grow(node: number): void {
    const length = Math.max(1024 * this.#places, 2 * this.#depth.length, node + 1);
    const depth = new Int32Array(length).fill(NEVER);
    depth.set(this.#depth);
    const larger = (column: Int32Array) => {
      const grown = new Int32Array(length);
      grown.set(column);
      return grown;
    };
    this.#depth = depth;
    this.#from = larger(this.#from);
    this.#edge = larger(this.#edge);
  }
}
