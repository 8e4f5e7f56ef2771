/** How each port copies from a process's memory, found by its name. */
import { PORTS } from './all-ports.js';
import type { UserCopy } from './user-copy.js';

/** The copy of a port; undefined where nothing was read of it, and on no port in particular. */
export function userCopyOf(port: string): UserCopy | undefined {
  return Object.entries(PORTS).find(([arch]) => arch === port)?.[1].userCopy;
}
