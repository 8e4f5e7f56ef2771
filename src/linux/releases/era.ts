/**
 * The releases of Linux that are told apart here, and what is said to whoever names another. A release that is left out
 * was not read: the one before it is the nearest that was, and what changed in between came with the one after.
 */
import { asTyped } from '../../units/problems.js';

export const ERAS = ['4.3', '4.4', '4.5', '4.9', '4.10', '5.4', '5.13', '6.6', '6.9', '6.19', '7.1'] as const;
/** A release of Linux whose DAX or page cache does something else here than the one before. */
export type Era = (typeof ERAS)[number];

/** Whether a release is one of those that are told apart. */
export function isEra(era: unknown): era is Era {
  return (ERAS as readonly unknown[]).includes(era);
}

/** Whether a release is as old as this one, or older. */
export function isUpTo(era: Era, last: Era): boolean {
  return ERAS.indexOf(era) <= ERAS.indexOf(last);
}

/** `'5.10.3'`, `v5.10` and 5.15 as numbers that are in order; undefined of what is no release. */
function rankOf(typed: unknown): number | undefined {
  const text = typeof typed === 'string' || typeof typed === 'number' ? String(typed) : '';
  const [, major, minor] = /^v?(\d{1,3})\.(\d{1,3})(?!\d)/.exec(text) ?? [];
  return major === undefined ? undefined : Number(major) * 1000 + Number(minor);
}

/** The release to take for what was typed: the newest that is not newer, and the oldest for what is older still. */
export function nearestEra(typed: unknown): Era | undefined {
  const asked = rankOf(typed);
  if (asked === undefined) return undefined;
  return ERAS.filter((era) => rankOf(era)! <= asked).at(-1) ?? ERAS[0];
}

/** What is wrong with a release that is none of these. */
export function notAnEra(typed: unknown): string {
  const nearest = nearestEra(typed);
  const names = ERAS.map((era) => `'${era}'`).join(', ');
  const hint =
    nearest === undefined ? '' : `: take '${nearest}', ${whyNearest(rankOf(typed)!, rankOf(nearest)!)}`;
  return `era ${asTyped(typed)} is none of ${names}${hint}`;
}

function whyNearest(asked: number, nearest: number): string {
  if (asked === nearest) return 'the release that it is of';
  return asked > nearest ? 'the nearest before it that was read' : 'the oldest that was read';
}
