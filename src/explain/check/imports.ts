/** All imports are in the first code cell. */
import type { Rule } from './rule.js';

const IMPORT = /^ *import\b|\b(import|require) *\(/m;

export const imports: Rule = {
  mend: 'move all imports into the first code cell',
  find({ code }) {
    const late = code.slice(1).filter(({ source }) => IMPORT.test(source));
    return late.map(({ number }) => ({ cell: number, what: 'something is imported here' }));
  },
};
