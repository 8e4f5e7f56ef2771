/**
 * The story that a price is measured on. A process uses the bytes, so that the asked share of their lines is in its cache, and the asked
 * share of these dirty; one dax_io() reads or writes them; the process loads them again.
 *
 *     user: load, store ──▶ kernel: dax_io() ──▶ user: load
 *          setting                call              after
 */
import type { AliasDescription } from '../linux/alias.js';
import type { DaxFileDescription } from '../linux/dax-file.js';
import { Layout } from '../linux/layout.js';
import type { LinuxDescription } from '../linux/linux-description.js';
import type { MachineDescription } from '../linux/machine-description.js';
import { placeAliases } from '../linux/placement.js';
import type { Step } from '../linux/steps/index.js';
import { type Story, storyOf } from '../linux/story/story.js';
import type { Strategy } from '../linux/strategies/index.js';

/** One transfer whose price is asked for. */
export interface Transfer {
  readonly machine: MachineDescription;
  readonly linux?: LinuxDescription;
  readonly rw: 'read' | 'write';
  /** Bytes, from the start of a page on. */
  readonly length: number;
  /** The share of the transfer's lines that the user has in the cache, from 0 to 1, spread evenly. */
  readonly resident: number;
  /** The share of these that are dirty. */
  readonly dirty: number;
  /** Colors that the kernel's alias of each page is on from the user's. */
  readonly apart: number;
}

/** A story, and which of its steps are which. */
export interface PriceStory {
  readonly scenario: Story;
  /** The index of the dax_io(); the setting lies before it, and the user's loads after it. */
  readonly call: number;
}

/** Consecutive bytes of one page. */
interface Stretch {
  readonly page: number;
  readonly at: number;
  readonly length: number;
}

/** Page 0 lies here or a few frames on; a multiple of all numbers of colors. */
const FIRST_FRAME = 0x01000;

export function priceStory(transfer: Transfer, strategy: Strategy): PriceStory {
  const { machine, linux, rw, length, resident, dirty } = transfer;
  const users = usersOf(transfer);
  const { file } = users[0]!.of;
  const lines = Math.ceil(length / machine.cache.line);
  const held = spread(
    Array.from({ length: lines }, (_, line) => line),
    resident,
  );
  const setting = [
    ...stretchesOf(held, transfer).map((stretch) => load(users, stretch)),
    // Stored to after they were loaded: not every cache fetches a line for a store.
    ...stretchesOf(spread(held, dirty), transfer).map((stretch) => store(users, stretch, machine.pageSize)),
  ];
  const bytes = rw === 'read' ? [] : Array.from({ length }, (_, i) => 128 + (i % 127));
  const io = { rw, file, page: 0, at: 0, length, bytes };
  const pages = users.map((_, page) => {
    const at = page * machine.pageSize;
    return load(users, { page, at: 0, length: Math.min(machine.pageSize, length - at) });
  });
  return {
    scenario: storyOf({
      machine,
      ...(linux && { linux }),
      strategy,
      steps: [...setting, { do: 'dax_io', io }, ...pages],
    }),
    call: setting.length,
  };
}

/** The user's alias of each page; the frames are such that the direct map is as many colors on as was asked. */
export function usersOf({ machine, length, apart }: Transfer): AliasDescription[] {
  const pages = Math.ceil(length / machine.pageSize);
  const layout = new Layout(machine);
  const aliasesOf = (file: DaxFileDescription): AliasDescription[] =>
    Array.from({ length: pages }, (_, page) => ({
      name: page === 0 ? 'user' : `user ${page}`,
      who: 'user',
      of: { file, page },
      at: { kind: 'mmap' },
      process: 1,
    }));
  const file: DaxFileDescription = {
    name: 'prices.dat',
    pages,
    firstPfn: FIRST_FRAME,
    placed: [],
    contents: [],
    medium: 'persistent memory',
  };
  // Where mmap() puts a page does not depend on its frame.
  const placed = placeAliases(layout, aliasesOf(file)).map(({ color }, page) => {
    const first = FIRST_FRAME + page * layout.colors;
    const frames = Array.from({ length: layout.colors }, (_, i) => first + i);
    return { page, pfn: frames.find((pfn) => kernelColor(layout, pfn) === (color + apart) % layout.colors)! };
  });
  return aliasesOf({ ...file, placed });
}

function kernelColor(layout: Layout, pfn: number): number {
  const bytes = pfn * layout.machine.pageSize;
  return layout.colorOf(layout.directMap({ page: Math.floor(bytes / 4096), offset: 0 }));
}

/** 0.29 of a hundred is a little less than 29 in binary. */
const ROUNDING = 1e-9;

/** A share of a list, spread evenly over it. */
function spread(list: readonly number[], share: number): number[] {
  const upTo = (i: number) => Math.floor(i * share + ROUNDING);
  return list.filter((_, i) => upTo(i + 1) > upTo(i));
}

/** Lines as stretches of bytes, as few as can be: none spans pages, and none passes the end of the transfer. */
function stretchesOf(lines: readonly number[], { machine, length }: Transfer): Stretch[] {
  const { cache, pageSize } = machine;
  const stretches: { page: number; at: number; length: number }[] = [];
  for (const line of lines) {
    const start = line * cache.line;
    const page = Math.floor(start / pageSize);
    const at = start % pageSize;
    const bytes = Math.min(cache.line, length - start);
    const last = stretches.at(-1);
    if (last?.page === page && last.at + last.length === at) last.length += bytes;
    else stretches.push({ page, at, length: bytes });
  }
  return stretches;
}

function load(users: readonly AliasDescription[], { page, at, length }: Stretch): Step {
  return { do: 'load', alias: users[page]!, at, length };
}

/**
 * What is stored differs from what was there, from what a write writes, and from page to page: neither an old byte nor one of
 * another page can pass for the right one.
 */
function store(users: readonly AliasDescription[], { page, at, length }: Stretch, pageSize: number): Step {
  const start = page * pageSize + at;
  const bytes = Array.from({ length }, (_, i) => 1 + ((start + i) % 127));
  return { do: 'store', alias: users[page]!, at, bytes };
}
