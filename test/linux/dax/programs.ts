/** What the tests of the kernel's side share: a machine that never goes wrong, old bytes on a medium, and calls as text. */
import { alias } from '../../../src/fluent/alias.js';
import { cache } from '../../../src/fluent/cache.js';
import { type DaxFile, daxFile } from '../../../src/fluent/dax-file.js';
import { machine } from '../../../src/fluent/machine.js';
import { processor } from '../../../src/fluent/processor.js';
import type { Run } from '../../../src/fluent/run.js';
import { type Scenario, scenario } from '../../../src/fluent/scenario.js';
import type { Returned } from '../../../src/linux/errno.js';

/** A PIPT cache: whatever comes out wrong here is the fault of no cache. */
export const flat = machine(cache().pipt().size('4 KiB'));
/** Four colors, 16 KiB, direct mapped, write-back: the aliasing machine of facts 7.4. */
export const sh4 = processor('SH7750');
/** Where there is a pmem API, and FS_DAX_PMD. */
export const x86 = processor('Ice Lake');

export const KiB = 1024;
/** So many pages on a medium that holds the letter x everywhere: whatever is zero was zeroed. */
export function oldFile(pages: number, name = 'mail.dat'): DaxFile {
  return daxFile(name)
    .pages(pages)
    .containing(new Uint8Array(pages * 4 * KiB).fill(120));
}

/** A story on the flat machine. */
export const story: Scenario = scenario(flat);

/** What the block of a page holds, seen through the kernel's own alias, behind a story. */
export function block(told: Scenario, file: DaxFile, page: number, at: number, length: number): string {
  return told
    .load(alias(file.page(page)).directMap(), length, at)
    .run()
    .read();
}

/** The calls of these names, with what they were given and gave back, in order. */
export function calls(run: Run, step: number | undefined, ...names: readonly string[]): string[] {
  const chosen = run.calls(step).calls.filter(({ call }) => names.includes(call));
  return chosen.map(({ call, given, result }) =>
    names.length > 1 ? `${call}: ${given} → ${result}` : `${given} → ${result}`,
  );
}

/** The names of these calls, in order. */
export function order(run: Run, step: number | undefined, ...names: readonly string[]): string[] {
  return run
    .calls(step)
    .calls.map(({ call }) => call)
    .filter((call) => names.includes(call));
}

/** What each step returned; of a step that calls nothing, nothing. */
export function returned(run: Run): (Returned | undefined)[] {
  return run.steps.map((step) => step.returned);
}
