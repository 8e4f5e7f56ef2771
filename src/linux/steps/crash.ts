/** A power cut: caches and DRAM forget, and with them processes and the page cache; sizes and blocks are in the journal, and stay. */
import { IN_FLIGHT, type InFlight } from '../../hardware/memory.js';
import { asTyped } from '../../units/problems.js';
import { listed } from '../../units/words.js';
import type { System } from '../system/system.js';
import type { OnCore } from './on-core.js';
import type { StepKind } from './step-kind.js';

/** The power goes. */
export interface CrashStep extends OnCore {
  readonly do: 'crash';
  /** What becomes of writes to persistent memory that no barrier completed. */
  readonly inFlight: InFlight;
}

export const crash: StepKind<CrashStep> = {
  fields: [{ name: 'inFlight' }],
  isShaped: () => true,
  check({ inFlight }, where, _machine, problems) {
    problems.unless(
      IN_FLIGHT.includes(inFlight),
      `${where}: what is in flight is ${listed(IN_FLIGHT, 'or')}, and not ${asTyped(inFlight)}`,
    );
  },
  take(system, { inFlight }) {
    for (const file of system.files.values()) {
      unmapMappingsOf(system, file.name);
      file.cached.clear();
      file.entries.clear();
      file.mappings.length = 0;
    }
    system.vmas.length = 0;
    system.owing.clear();
    return { missing: system.machine.crash(inFlight) };
  },
  words: () => 'power cut',
  deeds: () => [{ may: 'lose power' }],
};

/** No flush: the lines are gone with the power. */
function unmapMappingsOf(system: System, name: string): void {
  for (const vma of system.files.get(name)!.mappings) {
    for (const { alias } of vma.present.values()) system.aliases.unmapUser(alias);
    vma.present.clear();
  }
}
