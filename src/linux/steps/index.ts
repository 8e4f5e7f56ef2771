/** What can happen in a story, step by step, as plain data. All kinds: one that is left out does not compile. */
import type { Problems } from '../../units/problems.js';
import { asTyped } from '../../units/problems.js';
import type { StepOutcome } from '../calls/step-outcome.js';
import type { FilePage } from '../dax-file.js';
import { coresOf, type MachineDescription } from '../machine-description.js';
import type { Shape } from '../story/fields.js';
import type { System } from '../system/system.js';
import { type BarrierStep, barrier } from './barrier.js';
import { type CachetlbStep, cachetlb } from './cachetlb.js';
import { type CrashStep, crash } from './crash.js';
import { type DaxIoStep, daxIo } from './dax-io.js';
import { type DmaStep, dmaFrom, dmaTo } from './dma.js';
import { type DmaCallStep, dmaCall } from './dma-calls.js';
import { type FileCallStep, read, write } from './file-calls.js';
import { type EvictStep, evict, type FetchStep, fetch } from './hardware.js';
import { type LoadStep, load } from './load.js';
import { type MaintainStep, maintain } from './maintain.js';
import { type MappedLoadStep, type MappedStoreStep, mappedLoad, mappedStore } from './mapped-access.js';
import { type MappingStep, mmap, msync, munmap } from './mapping-calls.js';
import { type Deed, type DeedContext, isCount, type StepKind } from './step-kind.js';
import { type StoreStep, store } from './store.js';
import { contextSwitch, type SwitchStep } from './switch.js';
import { type WholeCacheStep, wholeCache } from './whole-cache.js';
import {
  type FallocateStep,
  fallocation,
  fsync,
  type TruncateStep,
  truncate,
  type WholeFileStep,
} from './whole-file.js';

export type { BarrierStep } from './barrier.js';
export { type CachetlbStep, STEPPED_CALLS } from './cachetlb.js';
export type { CrashStep } from './crash.js';
export {
  type DaxIoDescription,
  type DaxIoStep,
  describeDaxIo,
  isDaxIo,
  startOf,
  TRANSFER,
} from './dax-io.js';
export { type DmaFromStep, type DmaStep, type DmaToStep, loadBy, storeBy } from './dma.js';
export type { DmaCallStep } from './dma-calls.js';
export type { FileCallStep } from './file-calls.js';
export type { EvictStep, FetchStep } from './hardware.js';
export type { LoadStep } from './load.js';
export type { MaintainStep } from './maintain.js';
export type { MappedLoadStep, MappedStoreStep } from './mapped-access.js';
export type { MappingStep } from './mapping-calls.js';
export type { Deed } from './step-kind.js';
export type { StoreStep } from './store.js';
export type { SwitchStep } from './switch.js';
export { untoldOf } from './transfers.js';
export type { WholeCacheStep } from './whole-cache.js';
export type { FallocateStep, TruncateStep, WholeFileStep } from './whole-file.js';

/** A step over a range of an alias: a load, maintenance, what hardware does of its own accord, or a barrier. */
export type RangeStep = LoadStep | MaintainStep | EvictStep | FetchStep | BarrierStep;

/** One step of a program: its system calls, and its loads and stores through mappings. */
export type ProgramStep =
  | MappingStep
  | MappedLoadStep
  | MappedStoreStep
  | FileCallStep
  | WholeFileStep
  | TruncateStep
  | FallocateStep
  | SwitchStep;

/** One step of a story. */
export type Step =
  | StoreStep
  | RangeStep
  | DaxIoStep
  | WholeCacheStep
  | CrashStep
  | CachetlbStep
  | DmaStep
  | DmaCallStep<'dma_map_single'>
  | DmaCallStep<'dma_unmap_single'>
  | DmaCallStep<'dma_sync_single_for_cpu'>
  | DmaCallStep<'dma_sync_single_for_device'>
  | ProgramStep;

const KINDS: { readonly [Do in Step['do']]: StepKind<Extract<Step, { readonly do: Do }>> } = {
  store,
  load,
  clean: maintain('clean'),
  invalidate: maintain('invalidate'),
  flush: maintain('flush'),
  evict,
  fetch,
  barrier,
  dax_io: daxIo,
  'clean cache': wholeCache('clean'),
  'invalidate cache': wholeCache('invalidate'),
  'flush cache': wholeCache('flush'),
  crash,
  cachetlb,
  'dma from': dmaFrom,
  'dma to': dmaTo,
  dma_map_single: dmaCall('dma_map_single'),
  dma_unmap_single: dmaCall('dma_unmap_single'),
  dma_sync_single_for_cpu: dmaCall('dma_sync_single_for_cpu'),
  dma_sync_single_for_device: dmaCall('dma_sync_single_for_device'),
  mmap,
  munmap,
  msync,
  'mapped load': mappedLoad,
  'mapped store': mappedStore,
  read,
  write,
  fsync,
  truncate,
  'zero range': fallocation('zero range'),
  'punch hole': fallocation('punch hole'),
  switch: contextSwitch,
};

function kindOf(step: Step): StepKind<Step> {
  return KINDS[step.do] as unknown as StepKind<Step>;
}

/** The fields of the steps that do this, beside `do` and `core`; undefined where no step does. */
export function fieldsOf(what: unknown): Shape | undefined {
  return typeof what === 'string' && Object.hasOwn(KINDS, what)
    ? KINDS[what as Step['do']].fields
    : undefined;
}

/** Whether a value has the shape of a step: what was stored or mailed may be anything. */
export function isStep(value: unknown): value is Step {
  if (typeof value !== 'object' || value === null || !fieldsOf((value as Step).do)) return false;
  return kindOf(value as Step).isShaped(value as unknown as Readonly<Record<string, unknown>>);
}

/** Adds to `problems` what keeps a step from being taken on a machine; `number` is from 1. */
export function checkStep(step: Step, number: number, machine: MachineDescription, problems: Problems): void {
  const where = `step ${number} (${step.do})`;
  const { count } = coresOf(machine);
  problems.unless(
    step.core === undefined || (isCount(step.core) && step.core < count),
    `${where}: there is no core ${asTyped(step.core)}: the machine has ${count === 1 ? 'core 0 only' : `cores 0 to ${count - 1}`}`,
  );
  const { byDevice = false, check } = kindOf(step);
  problems.unless(
    byDevice || !('alias' in step) || step.alias?.who !== 'device',
    `${where}: a device does nothing but transfer: it has no instructions, and no cache`,
    `scenario().dmaTo(device('disk'), memory('buffer').page(0), 5).run()`,
  );
  check(step, where, machine, problems);
}

/** Takes one step of a story on the running kernel: what the CPU does itself, and what a process calls. */
export function takeStep(system: System, step: Step): StepOutcome {
  return kindOf(step).take(system, step);
}

/** A step in a few words, as it was asked for: `store "hello" through user`, `write 5 at 0 of mail.dat`. */
export function describeStep(step: Step): string {
  return kindOf(step).words(step);
}

/** What a step says of who may do what. */
export function deedsOf(step: Step, context: DeedContext): readonly Deed[] {
  return kindOf(step).deeds(step, context);
}

/** What rows of a run begin with that the kernel makes in a step. */
export function kernelRowsOf(step: Step): string {
  return kindOf(step).kernelRows ?? '';
}

/** The pages of files that the kernel reaches in a step through the direct map, or would if it opened no window. */
export function reachedPages(step: Step, pageSize: number): readonly FilePage[] {
  return kindOf(step).reaches?.(step, pageSize) ?? [];
}
