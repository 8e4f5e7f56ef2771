/** Programs that were started in a group of their own (`detached`), so that what they start is reached with them. */
import type { ChildProcess } from 'node:child_process';

/** Signals to all of the group; gives whether there was any left. Windows has no groups: there the program alone is reached. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): boolean {
  const { pid } = child;
  if (pid === undefined) return false;
  if (process.platform === 'win32') return child.kill(signal);
  try {
    return process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
