/** Statements end in semicolons: of a last expression without one, Jupyter shows the value. */
import { nodes } from './code.js';
import { ofCode } from './rule.js';

const ENDED = /^((Expression|Throw|Return)Statement|(Variable|Import|TypeAlias)Declaration)$/;

export const semicolons = ofCode('add it: a last expression without one is shown', ({ source }) => {
  for (const { name, from, to } of nodes(source)) {
    const statement = source.slice(from, to).trimEnd();
    if (!ENDED.test(name) || statement.endsWith(';')) continue;
    const line = statement.slice(statement.lastIndexOf('\n') + 1).trim();
    return [`'${line.length > 40 ? `${line.slice(0, 39)}…` : line}' does not end in a semicolon`];
  }
  return [];
});
