/** A driver makes a call of the DMA API about a buffer in the direct map; what is done to its lines is the port's affair. */
import type { CacheStep } from '../../ports/calls/index.js';
import { DIRECTIONS, type Direction } from '../../ports/dma/index.js';
import { asTyped, Problems } from '../../units/problems.js';
import { type AliasDescription, isAlias } from '../alias.js';
import { isRangeCondition, isRangeReach, RANGE_HOLDS, RANGE_PARTS } from '../cachetlb/index.js';
import { physicalAddressOf } from '../dax-file.js';
import { type DmaCallName, describeDmaCall, dmaStepsOf, makeDmaCall, portDmaOf } from '../dma/index.js';
import { Layout } from '../layout.js';
import type { MachineDescription } from '../machine-description.js';
import { at, throughAlias } from '../story/fields.js';
import { cachetlbKernelOf, frame } from '../system/cachetlb-kernel.js';
import type { OnCore } from './on-core.js';
import type { Deed, StepKind } from './step-kind.js';
import { checkRange, lengthOf, opened, type Range } from './through-alias.js';

/** A driver makes a call of the DMA API. */
export interface DmaCallStep<Call extends DmaCallName = DmaCallName> extends OnCore, Range {
  readonly do: Call;
  readonly direction: Direction;
}

/** The step that makes a call. */
export function dmaCall<Call extends DmaCallName>(call: Call): StepKind<DmaCallStep<Call>> {
  return {
    fields: [throughAlias, { name: 'direction' }, { name: 'length' }, at],
    isShaped: ({ alias }) => isAlias(alias),
    check(step, where, machine, problems) {
      checkRange(step, where, machine, problems);
      problems.unless(
        DIRECTIONS.includes(step.direction),
        `${where}: direction ${asTyped(step.direction)} is none of ${DIRECTIONS.join(', ')}`,
      );
      problems.unless(
        isInDirectMap(step.alias, machine),
        `${where}: ${step.alias.name} is no kernel address in the direct map, and dma_map_single() refuses all others: virt_to_phys() is right of those alone. Take alias(page).directMap()`,
      );
      problems.unless(
        portDmaOf(machine) !== undefined,
        `${where}: what ${machine.port} does around DMA was not read`,
      );
    },
    take(system, { alias, direction, ...range }) {
      const { machine, pageSize, trace, layout } = system;
      const dma = portDmaOf(layout.machine)!;
      const number = opened(system, alias);
      const length = lengthOf({ alias, ...range }, pageSize);
      const page = frame(alias.of, { page: machine.physicalPageOf(number)!, offset: 0 });
      const buffer = { page, range: { alias: number, offset: range.at, length }, direction };
      const came = describeDmaCall(dma, call, direction);
      trace.note(call, `${length} bytes at ${range.at} of ${alias.name}, ${direction}`, came);
      makeDmaCall(dma, call, buffer, cachetlbKernelOf(system));
      return { came };
    },
    words: ({ alias, direction }) => `${call} ${alias.name}, ${direction}`,
    deeds: (step, { machine }) => deedsOf(call, step, machine),
  };
}

/** Whether virt_to_phys() is right of an alias: it is the kernel's, and where the direct map has its page. */
function isInDirectMap(alias: AliasDescription, machine: MachineDescription): boolean {
  if (alias.who === 'user' || alias.at.kind === 'window') return false;
  if (alias.at.kind === 'direct map') return true;
  const layout = new Layout(machine);
  const problems = new Problems();
  layout.check(alias, problems);
  if (problems.count > 0) return true; // which is said already
  const { file, page } = alias.of;
  const direct = layout.directMap(physicalAddressOf(file, page, machine.pageSize));
  const { virtual } = layout.place(alias);
  return virtual.page === direct.page && virtual.offset === direct.offset;
}

/** What the port's steps may do to the alias; or why no proof can tell. */
function deedsOf(call: DmaCallName, step: DmaCallStep, machine: MachineDescription): readonly Deed[] {
  const dma = portDmaOf(machine);
  if (!dma) return [{ untold: `what ${machine.port} does around DMA was not read` }];
  const taken = dmaStepsOf(dma, call, step.direction).filter((each) => isTaken(each, step, machine));
  const deeds = taken.map(({ op, reach, by }): Deed => {
    if (reach === 'whole cache') return { may: `${op} cache` };
    if (by === 'index')
      return { untold: `${call} treats whatever lies in the sets of the buffer, on ${machine.port}` };
    if (reach === 'physical page')
      return { untold: `${call} treats every address of the page, on ${machine.port}` };
    return { may: op, alias: step.alias };
  });
  return deeds.length > 0 ? deeds : [{ may: 'be there', alias: step.alias }];
}

/** Whether a step does anything to a range of these bytes. */
function isTaken({ reach, when = [] }: CacheStep, step: DmaCallStep, machine: MachineDescription): boolean {
  const { pageSize, cache } = machine;
  const range = { alias: 0, offset: step.at, length: lengthOf(step, pageSize) };
  if (isRangeReach(reach) && RANGE_PARTS[reach](range, cache.line).length === 0) return false;
  return when.every(
    (condition) => !isRangeCondition(condition) || RANGE_HOLDS[condition](range, cache.line, pageSize),
  );
}
