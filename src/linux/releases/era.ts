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

/** The release to take for what was typed: the newest that is not newer, and the oldest for what is older still. */
export function nearestEra(typed: unknown): Era | undefined {
  const [, major, minor] = /^v?(\d{1,3})\.(\d{1,3})(?!\d)/.exec(String(asNumberOrText(typed))) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  const rank = (release: string) => {
    const [first, second] = release.split('.').map(Number);
    return first! * 1000 + second!;
  };
  const asked = rank(`${major}.${minor}`);
  return ERAS.filter((era) => rank(era) <= asked).at(-1) ?? ERAS[0];
}

/** What is wrong with a release that is none of these. */
export function notAnEra(typed: unknown): string {
  const nearest = nearestEra(typed);
  const names = ERAS.map((era) => `'${era}'`).join(', ');
  const hint = nearest === undefined ? '' : `: take '${nearest}', ${whyNearest(typed, nearest)}`;
  return `era ${asTyped(typed)} is none of ${names}${hint}`;
}

function whyNearest(typed: unknown, nearest: Era): string {
  if (nearest !== ERAS[0]) return 'the nearest before it that was read';
  return String(typed).replace(/^v/, '').startsWith(nearest)
    ? 'the release that it is of'
    : 'the oldest that was read';
}

function asNumberOrText(typed: unknown): string | number {
  return typeof typed === 'string' || typeof typed === 'number' ? typed : '';
}
