/**
 * Names that were changed: the old one goes on working for one release, and says once what it is called now. It says so
 * beside the notebook and not in it, so that a notebook with old names gives the same outputs as before.
 */

interface WithProcess {
  readonly process?: {
    emitWarning?(message: string, options: { readonly type: string; readonly code: string }): void;
  };
}

const told = new Set<string>();

/** A page sends what its cells print into their outputs, but only once the library is loaded. */
const warn = console.warn.bind(console);

/**
 * Says once, of each old name, what to type in its place. Node writes its warnings past `process.stderr`, which belongs to the
 * cell that runs; a page has its console.
 */
export function renamed(old: string, now: string): void {
  if (told.has(old)) return;
  told.add(old);
  const message = `${old} is now ${now}, and goes in the next release of aliaslab`;
  const { process } = globalThis as WithProcess;
  if (typeof process?.emitWarning === 'function') {
    process.emitWarning(message, { type: 'DeprecationWarning', code: 'ALIASLAB_RENAMED' });
  } else warn(message);
}
