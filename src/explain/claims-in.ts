/** The claims that a cell makes by its code: calls of `claim()`, which say a sentence and a condition. */
import { MOST_READ, type Node, nodes } from './check/code.js';

/** A call of `claim()`. */
export interface ClaimCall {
  /** The sentence: what the text says, or the code of one that is computed. */
  readonly sentence: string;
  /** Its code, as it is written. */
  readonly written: string;
  /** Whether its condition has no name in it, such as `true` and `1 === 1`. */
  readonly isConstant: boolean;
}

/** The claims of a cell, in order; none of one that nobody reads, for its length. */
export function claimsIn(source: string): ClaimCall[] {
  if (source.length > MOST_READ) return [];
  const text = (node: Node | null | undefined) => (node ? source.slice(node.from, node.to) : '');
  return [...nodes(source)]
    .filter((node) => node.name === 'CallExpression' && /\bclaim$/.test(text(node.firstChild)))
    .map((call) => {
      const args = call.getChild('ArgList');
      const condition = args?.getChild(',')?.nextSibling;
      const written = text(args?.firstChild?.nextSibling);
      return { sentence: said(written), written, isConstant: !condition || namesNothing(condition) };
    });
}

/** What a literal says. */
function said(written: string): string {
  const [, , inside] = /^(['"`])((?:(?!\1)[^\\$]|\\.)*)\1$/s.exec(written) ?? [];
  return inside === undefined ? written : inside.replace(/\\(.)/gs, '$1');
}

function namesNothing(condition: Node): boolean {
  for (const { name } of nodes(condition)) if (name === 'VariableName') return false;
  return true;
}
