/** The rules for code cells: short, imports first, no clock and no luck, semicolons. */
import type { Notebook } from '../../jupyter/notebook.js';
import { codeCells, type Finding } from './finding.js';
import { Names } from './names.js';
import { Code, type Node } from './syntax.js';
import { unsteadyIn } from './unsteady.js';

const MOST_LINES = 6;
/** Those inside functions do not count. */
const MOST_STATEMENTS = 6;
/** A figure that a cell draws by itself fits; lines of that length are to be rare all the same. */
const MOST_COLUMNS = 250;

/** Statements that end in a semicolon. */
const ENDED = new Set([
  'ExpressionStatement',
  'VariableDeclaration',
  'ImportDeclaration',
  'ThrowStatement',
  'TypeAliasDeclaration',
  'ReturnStatement',
]);

/** What one cell's code has. */
interface Syntax {
  readonly lines: number;
  readonly longest: number;
  readonly statements: number;
  readonly unsteady: readonly string[];
  readonly imports: boolean;
  /** The first statement without its semicolon. */
  readonly open: string | undefined;
}

function syntaxOf(source: string, names: Names): Syntax {
  const code = new Code(source);
  const taken = names.learn(code);
  const lines = source.trimEnd().split('\n');
  const nodes = [...code.nodes()];
  const isOpen = (node: Node) => ENDED.has(node.name) && !code.text(node).trimEnd().endsWith(';');
  const open = nodes.find(isOpen);
  return {
    lines: lines.length,
    longest: Math.max(...lines.map((line) => line.length)),
    statements: code.statements(),
    unsteady: unsteadyIn(code, names, taken),
    imports: nodes.some(
      (node) =>
        node.name === 'ImportDeclaration' ||
        node.name === 'DynamicImport' ||
        (node.name === 'CallExpression' && code.text(node.firstChild!) === 'require'),
    ),
    open: open && source.slice(0, open.to).split('\n').at(-1)!.trim(),
  };
}

export function codeRules(notebook: Notebook): Finding[] {
  const names = new Names();
  return codeCells(notebook).flatMap(({ number, cell }, nth) =>
    cellRules(number, syntaxOf(cell.source, names), nth === 0),
  );
}

function cellRules(
  number: number,
  { lines, longest, statements, unsteady, imports, open }: Syntax,
  isFirst: boolean,
): Finding[] {
  const found: (Omit<Finding, 'cell'> | false)[] = [
    lines > MOST_LINES && {
      rule: 'length',
      what: `the cell has ${lines} lines`,
      mend: `cut it to ${MOST_LINES}: the cell says what, the library how`,
    },
    longest > MOST_COLUMNS && {
      rule: 'length',
      what: `a line has ${longest} characters`,
      mend: `break it: ${MOST_COLUMNS} is the most, and up to 120 read well`,
    },
    statements > MOST_STATEMENTS && {
      rule: 'length',
      what: `the cell has ${statements} statements`,
      mend: `leave ${MOST_STATEMENTS}: a statement a line is read best`,
    },
    imports &&
      !isFirst && {
        rule: 'imports',
        what: 'something is imported here',
        mend: 'move all imports into the first code cell',
      },
    ...unsteady.map((name) => ({
      rule: 'steady',
      what: `${name} gives another result each time`,
      mend: 'leave it out, or use a seed',
    })),
    open !== undefined && {
      rule: 'semicolon',
      what: `'${open.length > 40 ? `${open.slice(0, 39)}…` : open}' does not end in a semicolon`,
      mend: 'add it: a last expression without one is shown',
    },
  ];
  return found.flatMap((finding) => (finding ? [{ cell: number, ...finding }] : []));
}
