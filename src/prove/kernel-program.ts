/** What the kernel does with one byte in a dax_io(), step by step: what its strategy's behavior says, and nothing of its own. */
import { sentToMemory } from '../linux/dax/copy-from-user.js';
import { RELEASES } from '../linux/releases/index.js';
import type { Access, Care, CareAround } from '../linux/strategies/index.js';
import type { LineAction } from './line-actions.js';
import type { LineQuestion } from './line-question.js';
import { linuxOf, type Question } from './question.js';

export const ACCESSES: readonly Access[] = ['read', 'write'];
export type Byte = 0 | 1;
export const BYTES: readonly Byte[] = [0, 1];

/** One read() or write() of one byte of a page: actions through aliases, in order. */
export interface KernelProgram {
  readonly rw: Access;
  readonly byte: Byte;
  readonly page: number;
  readonly steps: readonly KernelStep[];
  /** Behind so many steps another transfer of the same core may run, whole; left out, nowhere. */
  readonly pausesAfter?: number;
}

export interface KernelStep {
  readonly alias: number;
  readonly action: LineAction;
}

/** The kernel's programs under the question's own strategy: a read and a write of either byte of each page that it reaches. */
export function kernelPrograms(line: LineQuestion): KernelProgram[] {
  const { behavior, takesTurns } = line;
  const isPausing = takesTurns && (behavior.window?.isPreemptible || behavior.window?.sleepsWhileOpen);
  return line.pages.flatMap((_, page) =>
    kernelOf(line, page) < 0
      ? []
      : ACCESSES.flatMap((rw) =>
          BYTES.map((byte) => ({
            ...{ rw, byte, page, steps: kernelSteps(line, page, rw, byte, behavior.around(rw)) },
            ...(isPausing && { pausesAfter: 1 }),
          })),
        ),
  );
}

/** The alias by which dax_io() reaches a page; -1 where it does not. */
export function kernelOf({ aliases }: LineQuestion, page: number): number {
  return aliases.findIndex((alias) => alias.role === 'kernel' && alias.page === page);
}

/** The steps of one read or write. The barrier at the end of a write matters only where power may be cut. */
export function kernelSteps(
  line: LineQuestion,
  page: number,
  rw: Access,
  byte: Byte,
  { before, after }: CareAround,
): KernelStep[] {
  const { question, aliases, takesTurns, processes } = line;
  const kernel = kernelOf(line, page);
  const treat = (care: readonly Care[]) =>
    care.flatMap(({ alias: who, action }) =>
      aliases.flatMap(({ role, page: its }, alias): KernelStep[] => {
        if (role !== who || its !== page) return [];
        const isWhoeverRuns = role === 'user' && processes.length > 0;
        return [{ alias, action: isWhoeverRuns ? `${action} by the kernel` : action }];
      }),
    );
  const writesBack = rw === 'write' && writesByteBack(question);
  const { endsWith } = RELEASES[linuxOf(question).era].transfers;
  const promises = rw === 'write' && question.durable && endsWith === 'wmb_pmem';
  return [
    ...(takesTurns ? [{ alias: kernel, action: 'open' } as const] : []),
    ...treat(before),
    { alias: kernel, action: rw === 'read' ? `load ${byte}` : `store ${byte}` },
    ...(writesBack ? [{ alias: kernel, action: 'clean' } as const] : []),
    ...treat(after),
    ...(promises ? [{ alias: kernel, action: `barrier ${byte}` } as const] : []),
  ];
}

/** Whether a byte that is written by itself is on its way to memory when the copy ends. */
export function writesByteBack(question: Pick<Question, 'machine' | 'linux'>): boolean {
  const release = RELEASES[linuxOf(question).era];
  return sentToMemory(question.machine.port, release, 0, 1) !== undefined;
}
