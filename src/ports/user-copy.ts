/**
 * How a port copies from a process's memory into the kernel's: `__copy_from_user()`, which read() and write() are made of.
 * What it does to bytes that cannot be copied, and whether it goes past the cache, is each port's own affair.
 */
import type { PortValueSource } from './source.js';

export interface UserCopy {
  /**
   * The newest release of those read before 5.4 in which the rest of the kernel's buffer is zeroed where a page of the
   * process's memory is missing; `'never'` where it is left as it was. From 4.12 on no port may (raw_copy_from_user()).
   */
  readonly zeroesRestUpTo: '4.5' | '4.10' | 'never';
  /** Whether the copy that must not sleep, `__copy_from_user_inatomic()`, does so too. */
  readonly zeroesInAtomic: boolean;
  /** Copies for persistent memory store aligned stretches past the cache (`movnti`). */
  readonly goesPastCache: boolean;
  readonly source: PortValueSource;
}
