/** What a call gives back: a count, an error number by its name, or the signal that ends the process instead. */

/** The error numbers that the modeled paths give (include/uapi/asm-generic/errno-base.h and errno.h). */
export const ERRNOS = {
  EIO: 5,
  ENOMEM: 12,
  EFAULT: 14,
  EINVAL: 22,
  ENOSPC: 28,
  ERANGE: 34,
  EOPNOTSUPP: 95,
} as const;
/** The name of an error that a call returns. */
export type Errno = keyof typeof ERRNOS;

/** What a process gets that touches an address which leads nowhere, or nowhere any more. */
export type Signal = 'SIGBUS' | 'SIGSEGV';

/** A count of bytes, an address, or 0; an error by its name; or a signal. */
export type Returned = number | Errno | Signal;

/** Whether a call failed. */
export function isErrno(returned: Returned | undefined): returned is Errno {
  return typeof returned === 'string' && returned in ERRNOS;
}

/** Whether an access ended its process. */
export function isSignal(returned: Returned | undefined): returned is Signal {
  return returned === 'SIGBUS' || returned === 'SIGSEGV';
}

/**
 * What a call gave back, as the kernel writes it.
 * @example
 * formatReturned('EFAULT') // => '-EFAULT'
 * formatReturned(5) // => '5'
 */
export function formatReturned(returned: Returned): string {
  return isErrno(returned) ? `-${returned}` : String(returned);
}
