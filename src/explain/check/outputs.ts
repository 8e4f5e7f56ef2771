/** Outputs are there, and come from a run from top to bottom in which nothing failed. */
import type { Rule } from './rule.js';

export const outputs: Rule = {
  mend: 'run it: aliaslab run --write NOTEBOOK',
  find({ code }) {
    const failed = code.find(({ outputs }) => outputs.some(({ output_type }) => output_type === 'error'));
    if (failed) return [{ cell: failed.number, what: 'the cell has failed' }];
    const unrun = code.find(({ execution_count }, i) => execution_count !== i + 1);
    return unrun ? [{ cell: unrun.number, what: 'the cell has no outputs of a run from top to bottom' }] : [];
  },
};
