/** The CPU loads or stores through a mapping, from a byte of it on, with the faults that it takes. */
import { formatBytes } from '../../units/bytes.js';
import { asTyped, type Problems } from '../../units/problems.js';
import { checkMapping, isMapping, type MappingDescription } from '../mm/mapping.js';
import { userLoad, userStore } from '../mm/user-access.js';
import { at, bytes, throughMapping } from '../story/fields.js';
import { checkBytes, isCount, type StepKind } from './step-kind.js';
import { allOf, FAULTS, type MappingStepOf, runs, withVma } from './through-mapping.js';

/** A load through a mapping. */
export interface MappedLoadStep extends MappingStepOf<'mapped load'> {
  readonly at: number;
  readonly length: number;
}

/** A store through a mapping. */
export interface MappedStoreStep extends MappingStepOf<'mapped store'> {
  readonly at: number;
  readonly bytes: readonly number[];
}

export const mappedLoad: StepKind<MappedLoadStep> = {
  fields: [throughMapping, { name: 'length' }, at],
  isShaped: ({ mapping }) => isMapping(mapping),
  check({ mapping, at, length }, where, { pageSize }, problems) {
    checkInside(mapping, at, length, where, pageSize, problems);
  },
  take(system, { mapping, at, length }) {
    runs(system, mapping);
    const loaded = withVma(system, mapping, (vma) => userLoad(system, vma, at, length));
    return typeof loaded === 'string' ? { returned: loaded } : { read: loaded };
  },
  words: ({ mapping, length }) => `load ${length} through ${mapping.name}`,
  deeds: () => FAULTS,
  kernelRows: 'fault ',
  reaches: ({ mapping }) => allOf(mapping.file),
};

export const mappedStore: StepKind<MappedStoreStep> = {
  fields: [throughMapping, bytes, at],
  isShaped: (step) => isMapping(step.mapping) && Array.isArray(step.bytes),
  check({ mapping, at, bytes }, where, { pageSize }, problems) {
    checkInside(mapping, at, bytes.length, where, pageSize, problems);
    checkBytes(bytes, where, problems);
  },
  take(system, { mapping, at, bytes }) {
    runs(system, mapping);
    const stored = Uint8Array.from(bytes);
    const signal = withVma(system, mapping, (vma) => userStore(system, vma, at, stored));
    return signal === 0 ? {} : { returned: signal };
  },
  words: ({ mapping, bytes }) => `store ${formatBytes(Uint8Array.from(bytes))} through ${mapping.name}`,
  deeds: () => FAULTS,
  kernelRows: 'fault ',
  reaches: ({ mapping }) => allOf(mapping.file),
};

function checkInside(
  mapping: MappingDescription,
  at: number,
  length: number,
  where: string,
  pageSize: number,
  problems: Problems,
): void {
  checkMapping(mapping, problems);
  const room = mapping.pages * pageSize;
  problems.unless(
    isCount(at) && isCount(length) && length > 0 && at + length <= room,
    `${where}: length ${asTyped(length)} at ${asTyped(at)} does not lie in the ${room} bytes of ${mapping.name}`,
  );
}
