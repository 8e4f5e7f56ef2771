/** The code of a cell as a syntax tree. */
import { typescript } from '../grammar.js';

/** A node of the tree. */
export type Node = ReturnType<typeof typescript.parse>['topNode'];

/** A node, or the whole code, and all nodes below it, in the order of the text. */
export function* nodes(code: string | Node): Generator<Node> {
  const top = typeof code === 'string' ? typescript.parse(code).topNode : code;
  const cursor = top.cursor();
  do yield cursor.node;
  while (cursor.next() && cursor.from < top.to);
}
