/** The rule for shorthand properties: stock tslab does not find what an earlier cell declared by them. */
import { declaredValues, writtenOut } from '../../jupyter/kernel-shorthand.js';
import type { Notebook } from '../../jupyter/notebook.js';
import { codeCells, type Finding } from './finding.js';

export function shorthandRule(notebook: Notebook): Finding[] {
  const earlier = new Set<string>();
  return codeCells(notebook).flatMap(({ number, cell: { source } }) => {
    const { source: works, properties } = writtenOut(source, (name) => earlier.has(name));
    for (const name of declaredValues(source)) earlier.add(name);
    return properties.map(({ name, line }) => ({
      cell: number,
      rule: 'shorthand',
      what: `stock tslab does not find ${name} of an earlier cell in the shorthand property '${name}'`,
      mend: `write it out: ${works.split('\n')[line - 1]!.trim()}`,
    }));
  });
}
