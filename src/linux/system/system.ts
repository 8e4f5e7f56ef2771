/**
 * Linux on a machine, in the midst of a story: its files, who maps them, the aliases in use, and what it has called. The
 * functions of the kernel are elsewhere, each in a file of its own name; this is what they work on.
 */
import type { Machine } from '../../hardware/machine.js';
import { type Address, fromBigInt } from '../../units/address.js';
import { type DaxFileDescription, frameRunsOf, pfnOf } from '../dax-file.js';
import type { Layout } from '../layout.js';
import type { LinuxDescription } from '../linux-description.js';
import type { MachineAliases } from '../machine-aliases.js';
import { RELEASES, type Release } from '../releases/index.js';
import { behaviorOf, type Coverage, type Strategy, type StrategyBehavior } from '../strategies/index.js';
import { CallTrace } from './call-trace.js';
import { FileState, type Vma } from './file-state.js';

/**
 * Where frames for the page cache and for private copies are taken from: below those that files have unless they are
 * placed, and not congruent with them. An illustration; a real allocator gives any frame.
 */
const FIRST_FRAME = 0x603;

export class System {
  readonly machine: Machine;
  readonly layout: Layout;
  readonly aliases: MachineAliases;
  readonly linux: LinuxDescription;
  readonly files: ReadonlyMap<string, FileState>;
  readonly trace = new CallTrace();
  /** DAX was refused when the file system was to be mounted. */
  readonly refused: boolean;
  /** The process that runs on each core; 1, until a context switch. */
  readonly running = new Map<number, number>();
  readonly vmas: Vma[] = [];
  /** PG_arch_1, by the first 4 KiB page of a frame: whether flush_dcache_page() was put off, where anybody has said. */
  readonly owing = new Map<number, boolean>();
  readonly #behaviors: Readonly<Record<Coverage, StrategyBehavior>>;
  /** Other tasks, ready to run where this one gives the CPU away. */
  readonly #waiting: (() => void)[] = [];
  readonly #taken: (pfn: number) => boolean;
  #nextFrame = FIRST_FRAME;

  constructor(parts: {
    readonly machine: Machine;
    readonly layout: Layout;
    readonly aliases: MachineAliases;
    readonly strategy: Strategy;
    readonly linux: LinuxDescription;
    readonly files: readonly DaxFileDescription[];
    readonly refused: boolean;
  }) {
    this.machine = parts.machine;
    this.layout = parts.layout;
    this.aliases = parts.aliases;
    this.#behaviors = {
      dax_io: behaviorOf(parts.strategy),
      'every path': behaviorOf(parts.strategy, 'every path'),
    };
    this.linux = parts.linux;
    this.refused = parts.refused;
    const { pageSize } = this.layout.machine;
    this.files = new Map(parts.files.map((file) => [file.name, new FileState(file, pageSize)]));
    const runs = parts.files.flatMap((file) =>
      frameRunsOf(file).map(({ page, pages }) => ({ first: pfnOf(file, page), pages })),
    );
    this.#taken = (pfn) => runs.some(({ first, pages }) => pfn >= first && pfn < first + pages);
  }

  /** What the coherence strategy does on a path of the kernel's. */
  behavior(path: Coverage): StrategyBehavior {
    return this.#behaviors[path];
  }

  /** What its release of Linux does of its own. */
  get release(): Release {
    return RELEASES[this.linux.era];
  }

  /** Bytes. */
  get pageSize(): number {
    return this.layout.machine.pageSize;
  }

  /** The running state of a file that a step names. */
  file({ name }: DaxFileDescription): FileState {
    const file = this.files.get(name);
    if (!file) throw new Error(`the story has no file ${name}`);
    return file;
  }

  /** The mapping that a step names: the latest of that name that was made; undefined where mmap() failed, or was undone. */
  vma(name: string): Vma | undefined {
    return this.vmas.filter(({ description }) => description.name === name).at(-1);
  }

  /** A frame of ordinary memory that nothing lies in. */
  newFrame(): Address {
    while (this.#taken(this.#nextFrame)) this.#nextFrame++;
    return fromBigInt(BigInt(this.#nextFrame++) * BigInt(this.pageSize));
  }

  /** So many frames one after another, the first a multiple of their number, as the buddy allocator gives them. */
  newFrames(count: number): Address[] {
    const isFree = (first: number) =>
      !Array.from({ length: count }, (_, nth) => first + nth).some(this.#taken);
    while (this.#nextFrame % count !== 0 || !isFree(this.#nextFrame)) this.#nextFrame++;
    return Array.from({ length: count }, () => this.newFrame());
  }

  /** Another task becomes ready to run; it waits until this one lets it. */
  ready(task: () => void): void {
    this.#waiting.push(task);
  }

  /** Whether another task waits. */
  get othersWait(): boolean {
    return this.#waiting.length > 0;
  }

  /** This task sleeps, is preempted or returns: the others run now. */
  letOthersRun(): void {
    for (let task = this.#waiting.shift(); task; task = this.#waiting.shift()) task();
  }
}
