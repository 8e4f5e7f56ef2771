/** Which Linux runs, as plain data: its release, as far as the releases differ here, and how its file system is mounted. */
import { asTyped, type Problems } from '../units/problems.js';
import { allOf, listed } from '../units/words.js';

/**
 * Releases that do something of their own here. 4.3 to 4.9 have dax_io(); from 4.10 on dax_iomap_rw() takes its place, and
 * writing back flushes users' addresses; 6.19 refuses DAX where data alias (facts: fs/dax.c of each, drivers/dax/super.c).
 */
export const ERAS = ['4.3', '4.4', '4.5', '4.9', '4.10', '6.19'] as const;
/** A release of Linux whose DAX differs from the one before. */
export type Era = (typeof ERAS)[number];

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

/** Whether a release is as old as this one, or older. */
export function upTo(era: Era, last: Era): boolean {
  return ERAS.indexOf(era) <= ERAS.indexOf(last);
}

/** Adds to `problems` what keeps this from being a Linux that is modeled. */
export function checkLinux(linux: LinuxDescription, problems: Problems): void {
  const isData = problems.unless(
    typeof linux === 'object' && linux !== null,
    `linux ${asTyped(linux)} is not { era, mount }`,
  );
  if (!isData) return;
  problems.unless(
    ERAS.includes(linux.era),
    `era ${asTyped(linux.era)} is none of ${ERAS.map((era) => `'${era}'`).join(', ')}`,
    `scenario().era('4.5')`,
  );
  problems.unless(
    MOUNTS.includes(linux.mount),
    `mount ${asTyped(linux.mount)} is neither ${listed(MOUNTS, 'nor')}`,
  );
}
