/**
 * Names that were changed: the old one goes on working for one release, and says once what it is called now. It says so
 * beside the notebook and not in it, so that a notebook with old names gives the same outputs as before.
 */

/** What of Node is used, where there is one: a page has none. */
interface OnNode {
  readonly process?: {
    getBuiltinModule?(name: 'node:fs'): { writeSync(file: number, text: string): void } | undefined;
  };
}

/** The kernel's log, where cells run on it: a function of a line under this symbol. */
const KERNEL_LOG = Symbol.for('aliaslab.log');

const STDERR = 2;

const told = new Set<string>();

/** A page sends what its cells print into their outputs, but only once the library is loaded. */
const warn = console.warn.bind(console);

/**
 * Says once, of each old name, what to type in its place: to the terminal or the log that the kernel was started from. What goes
 * through `process.stderr` or `process.emitWarning()` belongs to the cell that runs.
 */
export function renamed(old: string, now: string): void {
  if (told.has(old)) return;
  told.add(old);
  const message = `aliaslab: ${old} is now ${now}, and the old name goes in the next release`;
  const log = (globalThis as { [KERNEL_LOG]?: (line: string) => void })[KERNEL_LOG];
  const files = (globalThis as OnNode).process?.getBuiltinModule?.('node:fs');
  try {
    if (log) log(message);
    else if (files) files.writeSync(STDERR, `${message}\n`);
    else warn(message);
  } catch {
    // Nobody reads there.
  }
}
