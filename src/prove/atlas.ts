/** Every CPU of the atlas asked the same questions: does it alias, what helps, and does Linux think so too. */
import type { AliasDescription } from '../linux/alias.js';
import type { DaxFileDescription } from '../linux/dax-file.js';
import type { MachineDescription } from '../linux/machine-description.js';
import { formatPlan } from '../linux/strategies/flush-plan.js';
import type { Strategy } from '../linux/strategies/index.js';
import { linuxSaysAliasing, type ProcessorRow } from '../ports/processors/index.js';
import { otherUser } from './asked-users.js';
import { askedUnder, assumedOf, type UnderAssumed } from './assumed.js';
import { PlanLattice } from './plan-lattice.js';
import { planOf } from './plan-number.js';
import { decide, decidePlans } from './prove.js';
import type { Question } from './question.js';

/** What was decided of one CPU; where policies of it are assumed, under what is assumed. */
export interface CpuVerdict extends Decided, UnderAssumed {
  readonly row: ProcessorRow;
  /** What cpu_dcache_is_aliasing() says; undefined where it cannot be told. */
  readonly linux: boolean | undefined;
  /** Why Linux and the proof differ, where they do. */
  readonly why: string;
}

/** What was decided of a machine. */
interface Decided {
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
}

/** Decides everything about a CPU whose geometry is known, under every choice of what is assumed of it. */
export function decideCpu(row: ProcessorRow, machine: MachineDescription): CpuVerdict {
  const { verdict, assumed, dependsOn } = askedUnder(assumedOf(row), machine, decidedOnce, isSame);
  const { aliasing } = verdict;
  const linux = linuxSaysAliasing(row);
  return {
    row,
    ...verdict,
    assumed,
    dependsOn,
    linux,
    why: linux === undefined || linux === aliasing ? '' : explanation(row, aliasing),
  };
}

/** Whether tables say the same of two verdicts, the plan aside: of several that cannot be weakened one is named. */
function isSame(one: Decided, other: Decided): boolean {
  return (
    one.aliasing === other.aliasing &&
    one.congruentSuffices === other.congruentSuffices &&
    one.fewest === other.fewest &&
    one.fewestSpeculative === other.fewestSpeculative &&
    one.coherentConcurrent > 0 === other.coherentConcurrent > 0
  );
}

/** Many CPUs have one cache: whatever they are called, they are asked once. */
function decidedOnce({ name: _name, ...machine }: MachineDescription): Decided {
  const key = JSON.stringify(machine);
  const decided = DECIDED.get(key) ?? decideMachine({ ...machine, name: 'a CPU' });
  DECIDED.set(key, decided);
  return decided;
}

/** No more than the machines of the atlas, each under a few choices of what is assumed of it. */
const DECIDED = new Map<string, Decided>();

function decideMachine(machine: MachineDescription): Decided {
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
  const first = plans.minimal[0];
  return {
    aliasing,
    congruentSuffices: decide(question({ kind: 'congruent', color: 'user' })).coherent,
    fewest: plans.fewest,
    plan: first === undefined ? undefined : formatPlan(planOf(first)),
    fewestSpeculative: speculative.fewest,
    coherentConcurrent: concurrent.all.length,
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
  if (kind === 'VIPT-trapped') {
    return 'the port asks for the size of a way; here an exception has a second copy written back before anybody sees it';
  }
  const safe = SAFE[kind] ?? 'its way is no larger than a page';
  return `the port says ${port.runtimeCheck} of every CPU; of this one ${safe}`;
}

const SAFE: Readonly<Partial<Record<ProcessorRow['kind'], string>>> = {
  PIPT: 'its index is physical',
  'VIPT-hwfix': 'hardware keeps one copy of a line',
};

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
