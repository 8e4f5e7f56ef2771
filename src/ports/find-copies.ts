/** How each port copies for processes, found by its name. */
import { PORTS } from './all-ports.js';
import type { BlockCopy } from './block-copy.js';
import type { PortDefinition } from './define-port.js';
import type { UserCopy } from './user-copy.js';

/** The copy of a port; undefined where nothing was read of it, and on no port in particular. */
export function userCopyOf(port: string): UserCopy | undefined {
  return definitionOf(port)?.userCopy;
}

/** How it copies a block for a private store; undefined where it does so by `copy_user_highpage()`, or is no port. */
export function blockCopyOf(port: string): BlockCopy | undefined {
  return definitionOf(port)?.blockCopy;
}

function definitionOf(port: string): PortDefinition | undefined {
  return Object.entries(PORTS).find(([arch]) => arch === port)?.[1];
}
