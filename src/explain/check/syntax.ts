/** The code of a cell as a syntax tree: nothing in a string or a comment counts. */
import { parser } from '@lezer/javascript';

const typescript = parser.configure({ dialect: 'ts' });

/** A node of the tree. */
export type Node = ReturnType<typeof typescript.parse>['topNode'];

/** A cell's code, read once. */
export class Code {
  readonly #root: Node;

  constructor(readonly source: string) {
    this.#root = typescript.parse(source).topNode;
  }

  text({ from, to }: { from: number; to: number }): string {
    return this.source.slice(from, to);
  }

  /** All nodes, or those at and below one, in the order of the text. */
  *nodes(below = this.#root): Generator<Node> {
    const cursor = below.cursor();
    do yield cursor.node;
    while (cursor.next() && cursor.from < below.to);
  }

  /** The text that a node certainly is: a string, a template without holes, or some of them added. */
  string(node: Node | null): string | undefined {
    if (node?.name === 'String' || (node?.name === 'TemplateString' && !node.firstChild))
      return this.text(node).slice(1, -1);
    if (node?.name !== 'BinaryExpression') return undefined;
    const parts = children(node).filter(({ name }) => name !== 'ArithOp');
    const texts = parts.map((part) => (part.name === 'BinaryExpression' ? undefined : this.string(part)));
    return texts.includes(undefined) ? undefined : texts.join('');
  }

  /** How many statements there are, those of functions aside. */
  statements(): number {
    let count = 0;
    this.#root.toTree().iterate({
      enter: ({ name }) => {
        if (/(Statement|Declaration)$/.test(name)) count++;
        return !/^(Arrow|Function|Class|Method)/.test(name);
      },
    });
    return count;
  }
}

export function children(node: Node): Node[] {
  const found: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

/** What is given to a function: the parts between the commas. */
export function given(call: Node): Node[] {
  const list = call.getChild('ArgList');
  return list ? children(list).filter(({ name }) => !/^[(),]$|Comment$/.test(name)) : [];
}
