/** A line of each command that works: its help ends in it, and what is wrong with a line is told beside it. */

/** The commands. */
export type CommandName = keyof typeof EXAMPLES;

export const EXAMPLES = {
  start: 'aliaslab start',
  run: 'aliaslab run --check NOTEBOOK.ipynb',
  export: 'aliaslab export NOTEBOOK.ipynb --out pages',
  mail: 'aliaslab mail NOTEBOOK.ipynb',
  new: 'aliaslab new my-explanation.ipynb',
  check: 'aliaslab check NOTEBOOK.ipynb',
  prove: 'aliaslab prove --cache vipt:16KiB:1:32',
  again: `aliaslab again 'SH7750 f=file(1) user=alias(0 (mmap)) store(user "hello") dax_io(read 5)'`,
  replay: 'aliaslab replay program.lackey --cache 32KiB:8:64',
  sweep: 'aliaslab sweep program.altr --sizes 4KiB,8KiB --ways 1,2,4 --lines 32,64 --out sweep.csv',
  merge: 'aliaslab merge part-*.json --out sweep.csv',
  convert: 'aliaslab convert in.lackey out.altr',
  record: 'aliaslab record --out ls.altr -- ls -l',
  jupyter: 'aliaslab jupyter',
  kernel: 'aliaslab kernel install',
  processors: 'aliaslab processors SH7750',
} as const;

/** Whether this is the name of a command. */
export function isCommand(name: string | undefined): name is CommandName {
  return name !== undefined && Object.hasOwn(EXAMPLES, name);
}
