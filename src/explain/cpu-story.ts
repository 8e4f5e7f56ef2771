/**
 * "Find your CPU": what the atlas knows of one CPU, what was decided of it, and the first story of the course with that CPU in it.
 * The verdicts come from the prover, asked when somebody looks.
 */

import { findCpu, machineOfCpu } from '../fluent/machine-input.js';
import type { AliasDescription } from '../linux/alias.js';
import { Layout } from '../linux/layout.js';
import { colorsOn, type MachineDescription } from '../linux/machine-description.js';
import type { ProcessorRow } from '../ports/processors/index.js';
import { otherUser } from '../prove/asked-users.js';
import { decideCpu } from '../prove/atlas.js';
import { Problems } from '../units/problems.js';
import { shellWord } from '../units/shell-word.js';
import { count, describeMachine } from '../views/words.js';

/** What there is to say of a CPU. */
export interface CpuStory {
  /** As it was asked for, in the atlas's capitals. */
  readonly name: string;
  /** The machine; undefined where its cache is not known. */
  readonly machine: MachineDescription | undefined;
  /** Sentences. */
  readonly says: readonly string[];
  /** A line for a shell. */
  readonly line: string;
}

/** A cell of a page that names a CPU. */
export interface StoryCell {
  readonly href: string;
  /** The page's own mark of its code; see notebookHash(). */
  readonly hash: string;
  /** The number of the cell among those with code, from 1. */
  readonly cell: number;
  readonly source: string;
}

/** A CPU of the atlas by any of its names; throws an InputError with the nearest for a name that none has. */
export function cpuStory(asked: string): CpuStory {
  const { row, name } = findCpu(asked);
  const port = row.arch === 'none' ? 'No Linux port runs on it.' : `Linux port ${row.arch}.`;
  if (row.cache === undefined) {
    const why = row.geometry.known ? 'whether virtual addresses index it is not known' : row.geometry.why;
    return {
      name,
      machine: undefined,
      says: [
        `${row.name}: nothing can be run, because ${why}.`,
        port,
        ...row.notes.map((note) => `${note}.`),
      ],
      line: `aliaslab processors ${shellWord(name)}`,
    };
  }
  const machine = machineOfCpu(row, name);
  return {
    name,
    machine,
    says: [`${describeMachine(machine)}. ${port}`, colorWords(machine), ...decided(row, machine)],
    line: `aliaslab prove ${shellWord(name)}`,
  };
}

function colorWords(machine: MachineDescription): string {
  const colors = colorsOn(machine);
  return colors === 1
    ? 'One color: two names of a page lead to the same sets.'
    : `${colors} colors: two names of a page can lead to ${colors} different places.`;
}

function decided(row: ProcessorRow, machine: MachineDescription): string[] {
  const { aliasing, congruentSuffices, fewest, linux, why } = decideCpu(row, machine);
  const helps = congruentSuffices
    ? 'A window of the user’s color makes every run coherent'
    : 'A window of the user’s color is not enough';
  const flushes =
    fewest === undefined ? 'no plan of flushes does' : `a plan of ${count(fewest, 'flush', 'flushes')} does`;
  return [
    aliasing
      ? `It aliases: without any care some run reads an old byte or loses a store. ${helps}; ${flushes}.`
      : 'It does not alias: every run is coherent without any care.',
    ...(linux === undefined
      ? ['What Linux says of it cannot be told.']
      : [
          `Linux ${linux ? 'takes it for an aliasing cache' : 'takes it for one that does not alias'}${
            linux === aliasing ? ', and is right.' : `: ${why}.`
          }`,
        ]),
  ];
}

const NAME = /processor\('[^']*'\)/;
const ADDRESS = /\.user\((0x[\da-f_]+)\)/i;
const FRAME = /\bpfn: (0x[\da-f_]+)/i;
/** A frame that every port's direct map has. */
const LOW_FRAME = 0x123;

/** Whether a cell names a CPU, a user's address and a frame, so that another CPU can be put into it. */
export function namesCpu(cell: string): boolean {
  return [NAME, ADDRESS, FRAME].every((part) => part.test(cell));
}

/**
 * The cell with this machine's CPU in it; where its pages or its direct map do not take the address and the frame that the cell
 * has, with others that they take.
 */
export function cellFor(cell: string, machine: MachineDescription): string {
  const named = cell.replace(NAME, () => `processor('${machine.name}')`);
  const frame = Number(FRAME.exec(cell)![1]!.replaceAll('_', ''));
  const address = ADDRESS.exec(cell)![1]!.replaceAll('_', '');
  if (takes(machine, frame, address)) return named;
  const near = takes(machine, frame) ? frame : LOW_FRAME;
  const other = otherUser(machine, pageIn(near));
  return named
    .replace(ADDRESS, () => `.user(${other})`)
    .replace(FRAME, () => `pfn: 0x${near.toString(16).padStart(5, '0')}`);
}

function takes(machine: MachineDescription, frame: number, address?: string): boolean {
  const problems = new Problems();
  const layout = new Layout(machine);
  const of = pageIn(frame);
  const common = { of, name: 'it' };
  const kernel: AliasDescription = { ...common, who: 'kernel', at: { kind: 'direct map' }, process: 0 };
  layout.check(kernel, problems);
  if (address !== undefined)
    layout.check({ ...common, who: 'user', at: { kind: 'address', address }, process: 1 }, problems);
  return problems.count === 0;
}

function pageIn(frame: number): AliasDescription['of'] {
  const medium = 'persistent memory' as const;
  const file = { name: 'mail.dat', pages: 1, firstPfn: frame, placed: [], contents: [], medium };
  return { file, page: 0 };
}
