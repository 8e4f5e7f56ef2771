/** No shorthand property of what an earlier cell declared: stock tslab does not find it. */
import { declaredValues, writtenOut } from '../../jupyter/compiler/shorthand.js';
import type { Rule } from './rule.js';

export const shorthand: Rule = {
  mend: 'write it out: { name: name }',
  find({ code }) {
    const earlier = new Set<string>();
    return code.flatMap(({ number: cell, source }) => {
      const { properties } = writtenOut(source, (name) => earlier.has(name));
      for (const name of declaredValues(source)) earlier.add(name);
      const what = (name: string) => `stock tslab does not find ${name} of an earlier cell in { ${name} }`;
      return properties.map(({ name }) => ({ cell, what: what(name) }));
    });
  },
};
