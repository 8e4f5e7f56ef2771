/** What steps that go through a mapping have in common: its process runs, and the mapping may not be there. */
import { type DaxFileDescription, type FilePage, frameRunsOf } from '../dax-file.js';
import { checkMapping, isMapping, type MappingDescription } from '../mm/mapping.js';
import { type Shape, throughMapping } from '../story/fields.js';
import type { Vma } from '../system/file-state.js';
import type { System } from '../system/system.js';
import type { OnCore } from './on-core.js';
import type { StepKind } from './step-kind.js';

/** A step about a mapping. */
export interface MappingStepOf<Do extends string> extends OnCore {
  readonly do: Do;
  readonly mapping: MappingDescription;
}

export const THROUGH_MAPPING: Shape = [throughMapping];

/** Its process runs from here on. */
export function runs({ running, machine }: System, { process }: MappingDescription): void {
  running.set(machine.core, process);
}

/** What is done with a mapping that is there; without one, an access ends in SIGSEGV, and a call has nothing to do. */
export function withVma<T>(system: System, mapping: MappingDescription, act: (vma: Vma) => T): T | 'SIGSEGV' {
  const vma = system.vma(mapping.name);
  return vma ? act(vma) : 'SIGSEGV';
}

/** What a step about a mapping says to a proof. */
export const FAULTS: ReturnType<StepKind<unknown>['deeds']> = [
  { untold: 'what faults do with a mapping() is told by runs only: a proof is asked about an alias()' },
];

/** A step about a mapping and nothing else. */
export function mappingStep<Do extends string>(
  what: Do,
  take: (system: System, mapping: MappingDescription) => ReturnType<StepKind<unknown>['take']>,
): StepKind<MappingStepOf<Do>> {
  return {
    fields: THROUGH_MAPPING,
    isShaped: ({ mapping }) => isMapping(mapping),
    check: ({ mapping }, _where, _machine, problems) => checkMapping(mapping, problems),
    take(system, { mapping }) {
      runs(system, mapping);
      return take(system, mapping);
    },
    words: ({ mapping }) => `${what} ${mapping.name}`,
    deeds: () => FAULTS,
    reaches: ({ mapping: { file } }) => allOf(file),
  };
}

/** The pages of a file at the ends of its runs of frames: where they are in the direct map, all are. */
export function allOf(file: DaxFileDescription): FilePage[] {
  return frameRunsOf(file).flatMap(({ page, pages }) => [
    { file, page },
    { file, page: page + pages - 1 },
  ]);
}
