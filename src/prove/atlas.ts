/** Every CPU of the atlas asked the same questions: does it alias, what helps, and does Linux think so too. */
import type { AliasDescription } from '../linux/alias.js';
import type { DaxFileDescription } from '../linux/dax-file.js';
import type { MachineDescription } from '../linux/machine-description.js';
import { formatPlan } from '../linux/strategies/flush-plan.js';
import type { Strategy } from '../linux/strategies/index.js';
import { linuxSaysAliasing, type ProcessorRow } from '../ports/processors/index.js';
import { otherUser } from './asked-users.js';
import { PlanLattice } from './plan-lattice.js';
import { planOf } from './plan-number.js';
import { decide, decidePlans } from './prove.js';
import type { Question } from './question.js';

/** What was decided of one CPU. */
export interface CpuVerdict {
  readonly row: ProcessorRow;
  /** Without any care some run is stale, with a user whose color is not the direct map's. */
  readonly aliasing: boolean;
  /** A window of the user's color makes every run coherent. */
  readonly congruentSuffices: boolean;
  /** The fewest points of a coherent flush plan, and one that cannot be weakened; undefined where no plan is coherent. */
  readonly fewest: number | undefined;
  readonly plan: string | undefined;
  /** The same where hardware may fetch at any time. */
  readonly fewestSpeculative: number | undefined;
  /** How many flush plans are coherent where the user may run between the kernel's steps. */
  readonly coherentConcurrent: number;
  /** What cpu_dcache_is_aliasing() says; undefined where it cannot be told. */
  readonly linux: boolean | undefined;
  /** Why Linux and the proof differ, where they do. */
  readonly why: string;
}

/** Decides everything about a CPU whose geometry is known. */
export function decideCpu(row: ProcessorRow, machine: MachineDescription): CpuVerdict {
  const question = (strategy: Strategy, modes: Partial<Question> = {}): Question => ({
    machine,
    users: [userOf(machine)],
    also: [],
    strategy,
    concurrent: false,
    speculative: false,
    durable: false,
    pinned: {},
    ...modes,
  });
  const none = { kind: 'none' } as const;
  const aliasing = !decide(question(none)).coherent;
  const plans = latticeOf(question(none));
  const speculative = latticeOf(question(none, { speculative: true }));
  const concurrent = latticeOf(question(none, { concurrent: true }));
  const linux = linuxSaysAliasing(row);
  const first = plans.minimal[0];
  return {
    row,
    aliasing,
    congruentSuffices: decide(question({ kind: 'congruent', color: 'user' })).coherent,
    fewest: plans.fewest,
    plan: first === undefined ? undefined : formatPlan(planOf(first)),
    fewestSpeculative: speculative.fewest,
    coherentConcurrent: concurrent.all.length,
    linux,
    why: linux === undefined || linux === aliasing ? '' : explanation(row, aliasing),
  };
}

/** What follows from which plans are coherent: CPUs whose lines behave alike share the plans, and so what follows. */
function latticeOf(question: Question): PlanLattice {
  const { coherent } = decidePlans(question);
  const lattice = LATTICES.get(coherent) ?? new PlanLattice(coherent);
  LATTICES.set(coherent, lattice);
  return lattice;
}

const LATTICES = new WeakMap<Uint8Array, PlanLattice>();

function explanation({ kind, geometry, port }: ProcessorRow, aliasing: boolean): string {
  if (aliasing) return `the port says ${port.runtimeCheck} of every CPU, whatever its cache`;
  if (kind === 'VIVT' && geometry.ways === 1) {
    return 'virtual tags, but one way: two names of a byte push each other out and are never held together';
  }
  const safe = kind === 'PIPT' ? 'its index is physical' : 'its way is no larger than a page';
  return `the port says ${port.runtimeCheck} of every CPU; of this one ${safe}`;
}

/** A user of a page whose color is another one than that of the direct map, where there is another. */
function userOf(machine: MachineDescription): AliasDescription {
  const page = { file: FILE, page: 0 };
  const at = { kind: 'address', address: otherUser(machine, page) } as const;
  return { name: 'user', who: 'user', of: page, at, process: 1 };
}

const FILE: DaxFileDescription = {
  name: 'atlas.dat',
  pages: 1,
  firstPfn: 0x1001,
  placed: [],
  contents: [],
  medium: 'persistent memory',
};
