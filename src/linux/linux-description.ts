/** Which Linux runs, as plain data: its release, as far as the releases differ here, and how its file system is mounted. */
import { asTyped, type Problems } from '../units/problems.js';
import { allOf, listed } from '../units/words.js';
import { type Era, isEra, nearestEra, notAnEra } from './releases/index.js';

export type { Era } from './releases/index.js';

/** With `-o dax`, or without, so that file data go through the page cache. */
export type Mount = 'dax' | 'page cache';
export const MOUNTS = allOf<Mount>({ dax: true, 'page cache': true });

/** Which Linux runs, and how its file system is mounted. */
export interface LinuxDescription {
  readonly era: Era;
  readonly mount: Mount;
}

/** Linux 4.5, of the mail's days, and a file system mounted with `-o dax`. */
export const USUAL_LINUX: LinuxDescription = Object.freeze({ era: '4.5', mount: 'dax' });

/** Adds to `problems` what keeps this from being a Linux that is modeled. */
export function checkLinux(linux: LinuxDescription, problems: Problems): void {
  const isData = problems.unless(
    typeof linux === 'object' && linux !== null,
    `linux ${asTyped(linux)} is not { era, mount }`,
  );
  if (!isData) return;
  problems.unless(
    isEra(linux.era),
    notAnEra(linux.era),
    `scenario().era('${nearestEra(linux.era) ?? USUAL_LINUX.era}')`,
  );
  problems.unless(
    MOUNTS.includes(linux.mount),
    `mount ${asTyped(linux.mount)} is neither ${listed(MOUNTS, 'nor')}`,
  );
}
