/** The code of a cell as a syntax tree. */
import { typescript } from '../grammar.js';

/** A node of the tree. */
export type Node = ReturnType<typeof typescript.parse>['topNode'];

/** Nobody reads a cell of more characters, and neither does a rule: a parser could take hours. */
export const MOST_READ = 5_000;

/** A node, or the whole code, and all nodes below it, in the order of the text. */
export function* nodes(code: string | Node): Generator<Node> {
  const top = typeof code === 'string' ? typescript.parse(code).topNode : code;
  const cursor = top.cursor();
  do yield cursor.node;
  while (cursor.next() && cursor.from < top.to);
}
